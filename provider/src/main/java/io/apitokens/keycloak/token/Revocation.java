package io.apitokens.keycloak.token;

import java.util.Optional;

/**
 * How an API token ended.
 *
 * @param at epoch milliseconds
 * @param by id of the user or internal id of the client that asked for it; null if the server ended it by itself
 * @param comment comment of an admin, or null
 */
public record Revocation(long at, String by, Reason reason, Comment comment) {

    /** Returns who asked for it; empty if the server ended it by itself. */
    public Optional<Actor> actor(ApiToken token) {
        return Optional.ofNullable(by)
                .map(id -> id.equals(token.userId())
                        ? Actor.USER
                        : id.equals(token.clientId()) ? Actor.CLIENT : Actor.ADMIN);
    }

    /** The party that asks for the end of an API token. */
    public enum Actor {
        USER,
        CLIENT,
        ADMIN
    }

    /** The reason why an API token ended. The database stores the names. */
    public enum Reason {
        REQUESTED,
        LEAKED,
        EXPIRED,
        UNUSED,
        USER_REMOVED,
        CLIENT_REMOVED,
        CONSENT_WITHDRAWN
    }
}
