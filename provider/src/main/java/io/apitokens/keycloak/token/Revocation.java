package io.apitokens.keycloak.token;

import java.util.Optional;

/**
 * How an API token ended.
 *
 * @param at epoch milliseconds
 * @param by id of the user or internal id of the client that asked for it; null where the server ended it by itself
 * @param comment what an admin had to say, or null
 */
public record Revocation(long at, String by, Reason reason, Comment comment) {

    /** Who asked for it; empty where nobody in particular did. */
    public Optional<Actor> actor(ApiToken token) {
        return Optional.ofNullable(by)
                .map(id -> id.equals(token.userId())
                        ? Actor.USER
                        : id.equals(token.clientId()) ? Actor.CLIENT : Actor.ADMIN);
    }

    /** Who asks for the end of an API token. */
    public enum Actor {
        USER,
        CLIENT,
        ADMIN
    }

    /** Why an API token ended. The names are stored. */
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
