package io.apitokens.keycloak.model;

/**
 * How an API token ended.
 *
 * @param at epoch milliseconds
 * @param by id of the user or internal id of the client that asked for it; null where the server ended it by itself
 */
public record Revocation(long at, String by, Reason reason) {

    /** Why an API token ended. The names are stored. */
    public enum Reason {
        REQUESTED,
        LEAKED,
        EXPIRED,
        USER_REMOVED,
        CLIENT_REMOVED
    }
}
