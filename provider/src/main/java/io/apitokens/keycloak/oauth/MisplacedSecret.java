package io.apitokens.keycloak.oauth;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

import jakarta.ws.rs.core.MultivaluedMap;

import io.apitokens.keycloak.token.Secret;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;

/**
 * An API token in a parameter of a token request that is not for credentials, such as {@code scope}. Keycloak writes
 * these parameters into events and answers, which never have a secret (law 7).
 */
final class MisplacedSecret {

    /** Keycloak never repeats these, and minting refuses a secret as label or description itself. */
    private static final Set<String> ALLOWED = Set.of(
            OAuth2Constants.SUBJECT_TOKEN,
            OAuth2Constants.REFRESH_TOKEN,
            OAuth2Constants.ACTOR_TOKEN,
            OAuth2Constants.CLIENT_SECRET,
            OAuth2Constants.CLIENT_ASSERTION,
            MintingForm.LABEL,
            MintingForm.DESCRIPTION);

    private MisplacedSecret() {}

    /** @throws org.keycloak.services.CorsErrorResponseException if another parameter has a secret */
    static void refuse(MultivaluedMap<String, String> form, ExchangeErrors errors) {
        boolean isMisplaced = form.entrySet().stream()
                .filter(parameter -> !ALLOWED.contains(parameter.getKey()))
                .map(Map.Entry::getValue)
                .flatMap(Collection::stream)
                .anyMatch(Secret::isIn);
        if (isMisplaced) {
            throw errors.invalid(
                    OAuthErrorException.INVALID_REQUEST,
                    "An API token belongs in subject_token, and in no other parameter");
        }
    }
}
