package io.apitokens.keycloak.rest;

import java.util.List;

import io.apitokens.keycloak.policy.Expiry;
import io.apitokens.keycloak.policy.MintRequest;

/**
 * The body of a request to mint.
 *
 * @param clientId OAuth client_id; optional if there is only one token client
 * @param scopes left out for all that the user may do
 * @param expiresTimestamp epoch milliseconds
 * @param lifetime seconds, instead of a time; without either, the API token never expires if the policy allows that
 */
public record MintRepresentation(
        String label, String description, String clientId, List<String> scopes, Long expiresTimestamp, Long lifetime) {

    public MintRequest toRequest() {
        return new MintRequest(label, description, clientId, scopes, new Expiry(expiresTimestamp, lifetime));
    }
}
