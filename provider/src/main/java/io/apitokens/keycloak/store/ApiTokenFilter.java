package io.apitokens.keycloak.store;

import java.util.Set;

import io.apitokens.keycloak.token.ApiToken;

/**
 * Selects API tokens of a realm. A null component selects any value.
 *
 * @param userId id of their user
 * @param clientId internal id of their token client
 * @param scope a client scope that they have
 * @param everything true for API tokens with everything that their user may do, false for those with selected scopes
 * @param created when they were minted
 * @param use whether and when they were last used
 * @param expiry whether and when they expire
 * @param owners limits the users whose API tokens are found
 */
public record ApiTokenFilter(
        String userId,
        String clientId,
        LabelSearch label,
        ApiToken.Status status,
        Scope scope,
        Boolean everything,
        Period created,
        LastUse use,
        Expiry expiry,
        Owners owners) {

    /** Selects all API tokens. */
    public static final ApiTokenFilter ALL = of(null, null, null);

    /** Selects API tokens of a user. */
    public static ApiTokenFilter of(String userId, LabelSearch label, ApiToken.Status status) {
        return new ApiTokenFilter(
                userId, null, label, status, null, null, Period.ALWAYS, LastUse.ANY, Expiry.ANY, Owners.ALL);
    }

    /**
     * Returns the same filter for one token client.
     *
     * @param id internal id of the client; null for all
     */
    public ApiTokenFilter ofClient(String id) {
        return new ApiTokenFilter(userId, id, label, status, scope, everything, created, use, expiry, owners);
    }

    /** Returns the same filter with another status and time of minting. */
    public ApiTokenFilter with(ApiToken.Status newStatus, Period newCreated) {
        return new ApiTokenFilter(
                userId, clientId, label, newStatus, scope, everything, newCreated, use, expiry, owners);
    }

    /** The users whose API tokens are found. */
    public enum Owners {
        /** All users, including federated ones. */
        ALL,
        /** Users whom the admin of the request may view by fine-grained permissions. */
        PERMITTED,
        NONE
    }

    /**
     * A client scope.
     *
     * @param alwaysClients internal ids of the token clients all of whose API tokens have it
     * @param offeringClients internal ids of the token clients whose API tokens with everything have it
     */
    public record Scope(String name, Set<String> alwaysClients, Set<String> offeringClients) {}

    /**
     * Selects labels, ignoring case.
     *
     * @param text in Unicode NFC
     */
    public record LabelSearch(Match match, String text) {}

    /** The part of a label that a text must match. */
    public enum Match {
        BEGINS,
        CONTAINS,
        EQUALS
    }

    /**
     * Selects by the last use.
     *
     * @param period period of the last use
     * @param never true for API tokens that were never used, false for the others
     * @param unusedSince epoch milliseconds; selects API tokens that were minted before and not used since
     */
    public record LastUse(Period period, Boolean never, Long unusedSince) {

        /** Selects API tokens whether used or not. */
        public static final LastUse ANY = new LastUse(Period.ALWAYS, null, null);
    }

    /**
     * Selects by the expiry.
     *
     * @param period period of the expiry
     * @param never true for API tokens that never expire, false for the others
     */
    public record Expiry(Period period, Boolean never) {

        /** Selects API tokens with or without an expiry. */
        public static final Expiry ANY = new Expiry(Period.ALWAYS, null);
    }

    /**
     * A period of time.
     *
     * @param from epoch milliseconds, inclusive; null for no start
     * @param to epoch milliseconds, exclusive; null for no end
     */
    public record Period(Long from, Long to) {

        /** Contains all times. */
        public static final Period ALWAYS = new Period(null, null);
    }

    /**
     * A page of a list.
     *
     * @param first number of API tokens to skip
     * @param max maximum number of API tokens to return
     */
    public record Page(Order order, int first, int max) {}

    /** The order of a list. The id decides between API tokens that are equal in it. */
    public enum Order {
        NEWEST,
        OLDEST,
        LABEL,
        LAST_USED,
        EXPIRES
    }
}
