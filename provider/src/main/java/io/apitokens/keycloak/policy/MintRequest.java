package io.apitokens.keycloak.policy;

import java.util.List;

import io.apitokens.keycloak.token.IdempotencyKey;

/**
 * The unchecked values of a request to mint.
 *
 * @param label null for the suggested one
 * @param clientId OAuth client_id of a token client; null selects the only one
 * @param scopes names of optional client scopes, or null for everything that the user may do
 * @param expiry requested expiry
 * @param key name of the request, so that its repetition does not mint again; null for none
 */
public record MintRequest(
        String label, String description, String clientId, List<String> scopes, Expiry expiry, IdempotencyKey key) {

    public MintRequest(String label, String description, String clientId, List<String> scopes, Expiry expiry) {
        this(label, description, clientId, scopes, expiry, null);
    }

    /** Returns the same request with a key; null for none. */
    public MintRequest withKey(IdempotencyKey newKey) {
        return new MintRequest(label, description, clientId, scopes, expiry, newKey);
    }
}
