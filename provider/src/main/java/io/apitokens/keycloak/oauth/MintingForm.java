package io.apitokens.keycloak.oauth;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

import jakarta.ws.rs.core.MultivaluedMap;

import io.apitokens.keycloak.policy.Expiry;
import io.apitokens.keycloak.policy.MintRequest;
import io.apitokens.keycloak.token.InvalidApiTokenException;
import io.apitokens.keycloak.token.TokenClient;

/** The form parameters that mint an API token at the token endpoint, beside those of RFC 8693. */
record MintingForm(MultivaluedMap<String, String> parameters) {

    /** Parameter: label of the API token, required. */
    static final String LABEL = "api_token_label";

    /** Parameter: description of the API token. */
    static final String DESCRIPTION = "api_token_description";

    /** Parameter: lifetime of the API token in seconds. */
    static final String LIFETIME = "api_token_lifetime";

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,18}");

    /** @throws InvalidApiTokenException if the lifetime is no number */
    MintRequest toRequest(TokenClient tokenClient, List<String> scopes) {
        return new MintRequest(
                // Without it, the request is refused as one with an empty label: no label is suggested here.
                Objects.requireNonNullElse(parameters.getFirst(LABEL), ""),
                parameters.getFirst(DESCRIPTION),
                tokenClient.client().getClientId(),
                scopes,
                new Expiry(null, lifetime()));
    }

    private Long lifetime() {
        String lifetime = parameters.getFirst(LIFETIME);
        if (lifetime == null) {
            return null;
        }
        if (!SECONDS.matcher(lifetime).matches()) {
            throw new InvalidApiTokenException("apiTokenExpiresInvalid", "lifetime");
        }
        return Long.valueOf(lifetime);
    }

    /** Returns the name of the parameter that sets a field of an API token. */
    static String parameterOf(String field) {
        return switch (field) {
            case "description" -> DESCRIPTION;
            case "lifetime", "expiresTimestamp" -> LIFETIME;
            default -> LABEL;
        };
    }
}
