package io.apitokens.keycloak.store;

import java.util.Set;

import io.apitokens.keycloak.token.ApiToken;

/**
 * Which API tokens of a realm to find. What is null does not narrow it.
 *
 * @param userId of this user
 * @param clientId internal id of their token client
 * @param label what their label is like
 * @param status their status
 * @param scope the client scope that they have
 * @param created when they were minted
 * @param use whether and when they were used last
 * @param expiry whether and when they expire
 * @param owners whose are found at all
 */
public record ApiTokenFilter(
        String userId,
        String clientId,
        LabelSearch label,
        ApiToken.Status status,
        Scope scope,
        Period created,
        LastUse use,
        Expiry expiry,
        Owners owners) {

    /** All. */
    public static final ApiTokenFilter ALL = of(null, null, null);

    /** All that a user has. */
    public static ApiTokenFilter of(String userId, LabelSearch label, ApiToken.Status status) {
        return new ApiTokenFilter(
                userId, null, label, status, null, Period.ALWAYS, LastUse.ANY, Expiry.ANY, Owners.ALL);
    }

    /** The same filter with another status and time of minting. */
    public ApiTokenFilter with(ApiToken.Status newStatus, Period newCreated) {
        return new ApiTokenFilter(userId, clientId, label, newStatus, scope, newCreated, use, expiry, owners);
    }

    /** Users whose API tokens are found. */
    public enum Owners {
        /** All, those that Keycloak has not stored included. */
        ALL,
        /** Those that fine-grained permissions let the admin of the request view. */
        PERMITTED,
        NONE
    }

    /**
     * A client scope.
     *
     * @param alwaysClients internal ids of the token clients whose API tokens all have it
     * @param offeringClients internal ids of the token clients whose API tokens with everything have it
     */
    public record Scope(String name, Set<String> alwaysClients, Set<String> offeringClients) {}

    /**
     * A part of a label, or the whole, in upper or lower case.
     *
     * @param text what users type, in Unicode NFC
     */
    public record LabelSearch(Match match, String text) {}

    /** How much of a label a text has to be. */
    public enum Match {
        BEGINS,
        CONTAINS,
        EQUALS
    }

    /**
     * The last use.
     *
     * @param period when it was
     * @param never true for API tokens that never were used, false for the others
     * @param unusedSince epoch milliseconds: minted before it, and not used since
     */
    public record LastUse(Period period, Boolean never, Long unusedSince) {

        /** Used or not. */
        public static final LastUse ANY = new LastUse(Period.ALWAYS, null, null);
    }

    /**
     * The expiry.
     *
     * @param period when it is
     * @param never true for API tokens that never expire, false for the others
     */
    public record Expiry(Period period, Boolean never) {

        /** With or without one. */
        public static final Expiry ANY = new Expiry(Period.ALWAYS, null);
    }

    /**
     * A period of time.
     *
     * @param from epoch milliseconds, inclusive; null for no beginning
     * @param to epoch milliseconds, exclusive; null for no end
     */
    public record Period(Long from, Long to) {

        /** Whatever the time, or without one. */
        public static final Period ALWAYS = new Period(null, null);
    }

    /**
     * Which part of what is found, and in which order.
     *
     * @param first how many to pass over
     * @param max how many to return
     */
    public record Page(Order order, int first, int max) {}

    /** What comes first. Where two are alike, the order is the same at each time. */
    public enum Order {
        NEWEST,
        OLDEST,
        LABEL,
        LAST_USED,
        EXPIRES
    }
}
