package io.apitokens.keycloak.account;

import java.util.List;

import io.apitokens.keycloak.policy.MintRequest;

/**
 * The body of a request to mint.
 *
 * @param clientId OAuth client_id; may be left out where there is one token client
 * @param scopes left out for everything
 * @param expiresTimestamp epoch milliseconds; left out for never
 */
public record MintRepresentation(
        String label, String description, String clientId, List<String> scopes, Long expiresTimestamp) {

    MintRequest toRequest() {
        return new MintRequest(label, description, clientId, scopes, expiresTimestamp);
    }
}
