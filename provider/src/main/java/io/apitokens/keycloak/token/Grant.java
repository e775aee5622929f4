package io.apitokens.keycloak.token;

/**
 * The part of an API token that is fixed when it is minted. Only a rotation can set another expiry.
 *
 * @param clientId internal id of the token client, not its OAuth {@code client_id}
 * @param scope the granted scope, before the current state of user and client narrows it
 * @param created epoch milliseconds
 * @param expires epoch milliseconds, or null if it never expires
 * @param session null if the user minted it without a client
 */
public record Grant(String clientId, GrantedScope scope, long created, Long expires, GrantingSession session) {}
