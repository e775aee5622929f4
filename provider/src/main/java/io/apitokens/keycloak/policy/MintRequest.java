package io.apitokens.keycloak.policy;

import java.util.List;

/**
 * What is asked for, as typed.
 *
 * @param clientId OAuth client_id of a token client, or null where there is just one
 * @param scopes names of optional client scopes, or null for everything that the user may do
 * @param expiry when it shall expire
 */
public record MintRequest(String label, String description, String clientId, List<String> scopes, Expiry expiry) {}
