package io.apitokens.keycloak.oauth;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.keycloak.OAuth2Constants;
import org.keycloak.protocol.oidc.TokenManager;

/** The names in a {@code scope} parameter (RFC 6749, section 3.3). */
final class ScopeNames {

    private ScopeNames() {}

    /** @param scope null has none */
    static Stream<String> of(String scope) {
        return TokenManager.parseScopeParameter(Objects.requireNonNullElse(scope, ""));
    }

    /** Removes {@code openid}. Keycloak's exchange and refresh make an ID token if the scope parameter has it. */
    static String withoutOpenId(String scope) {
        return of(scope)
                .filter(name -> !OAuth2Constants.SCOPE_OPENID.equals(name))
                .collect(Collectors.joining(" "));
    }
}
