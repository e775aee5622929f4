package io.apitokens.keycloak.forward;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import io.apitokens.keycloak.session.DerivedClaim;
import io.apitokens.keycloak.token.Secret;
import org.keycloak.util.TokenUtil;

/**
 * The credential of the end client, in the only {@code Authorization} header: an API token or a derived JWT as bearer
 * token (RFC 6750), or an API token as the password of any user (RFC 7617), as programs for packages and Git send it.
 *
 * @param isMissing whether the end client sent none
 * @param isBasic whether it used the scheme Basic
 * @param token API token, or a JWT that says that it is derived; not verified. Empty if the credential is anything else
 */
record ForwardedCredential(boolean isMissing, boolean isBasic, Optional<String> token) {

    private static final String BASIC = "Basic";

    /** @param headers values of {@code Authorization}; null for none */
    static ForwardedCredential of(List<String> headers) {
        if (headers == null || headers.isEmpty()) {
            return new ForwardedCredential(true, false, Optional.empty());
        }
        if (headers.size() > 1) {
            return new ForwardedCredential(false, false, Optional.empty());
        }
        String[] header = headers.get(0).split(" ", 2);
        String credentials = header.length == 1 ? "" : header[1];
        if (header[0].equalsIgnoreCase(BASIC)) {
            return new ForwardedCredential(false, true, password(credentials).filter(ForwardedCredential::isSecret));
        }
        Optional<String> token = header[0].equalsIgnoreCase(TokenUtil.TOKEN_TYPE_BEARER)
                ? Optional.of(credentials).filter(bearer -> isSecret(bearer) || DerivedClaim.isIn(bearer))
                : Optional.empty();
        return new ForwardedCredential(false, false, token);
    }

    private static boolean isSecret(String token) {
        return Secret.parse(token).isPresent();
    }

    private static Optional<String> password(String credentials) {
        try {
            String userAndPassword = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
            int colon = userAndPassword.indexOf(':');
            return colon < 0 ? Optional.empty() : Optional.of(userAndPassword.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Never shows the token. */
    @Override
    public String toString() {
        return "ForwardedCredential[redacted]";
    }
}
