package io.apitokens.keycloak.token;

/**
 * The client session of the OAuth client that had an API token minted at the token endpoint.
 *
 * @param id id of its user session, online and offline
 * @param clientId internal id of that client
 */
public record GrantingSession(String id, String clientId) {}
