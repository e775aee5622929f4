package io.apitokens.keycloak.policy;

import java.util.List;

/**
 * The unchecked values of a request to mint.
 *
 * @param clientId OAuth client_id of a token client; null selects the only one
 * @param scopes names of optional client scopes, or null for everything that the user may do
 * @param expiry requested expiry
 */
public record MintRequest(String label, String description, String clientId, List<String> scopes, Expiry expiry) {}
