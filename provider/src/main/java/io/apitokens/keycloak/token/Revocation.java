package io.apitokens.keycloak.token;

import java.util.Optional;

import org.keycloak.common.util.Time;

/**
 * The end of an API token: when, by whom and why.
 *
 * @param at epoch milliseconds
 * @param by id of the user or internal id of the client that requested it; null if the server ended it by itself
 * @param comment comment of an admin, or null
 */
public record Revocation(long at, String by, Reason reason, Comment comment) {

    /** Returns a revocation now, without a requester. */
    public static Revocation byServer(Reason reason) {
        return new Revocation(Time.currentTimeMillis(), null, reason, null);
    }

    /**
     * Returns a revocation now that somebody requested.
     *
     * @param by id of the user or internal id of the client
     * @param comment null for none
     */
    public static Revocation onRequest(String by, Comment comment) {
        return new Revocation(Time.currentTimeMillis(), by, Reason.REQUESTED, comment);
    }

    /** Returns the party that requested it; empty if the server ended it by itself. */
    public Optional<Actor> actor(ApiToken token) {
        return Optional.ofNullable(by)
                .map(id -> id.equals(token.userId())
                        ? Actor.USER
                        : id.equals(token.clientId()) ? Actor.CLIENT : Actor.ADMIN);
    }

    /** The party that requests the end of an API token. */
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
