package io.apitokens.keycloak.model;

/**
 * Which API tokens of a realm to find. What is null does not narrow it.
 *
 * @param userId of this user
 * @param clientId internal id of their token client
 * @param search part of the label, in upper or lower case
 * @param status their status
 * @param scope name of a client scope that was picked for them, or that is among everything
 * @param created when they were minted
 * @param lastUsed when they were used last
 * @param neverUsed true for those that never were, false for the others
 * @param expires when they expire
 * @param visibleUsersOnly whether only API tokens of users that the admin of the request may view are found
 */
public record ApiTokenFilter(
        String userId,
        String clientId,
        String search,
        ApiToken.Status status,
        String scope,
        Period created,
        Period lastUsed,
        Boolean neverUsed,
        Period expires,
        boolean visibleUsersOnly) {

    /** All that a user has. */
    public static ApiTokenFilter of(String userId, String search, ApiToken.Status status) {
        return new ApiTokenFilter(
                userId, null, search, status, null, Period.ALWAYS, Period.ALWAYS, null, Period.ALWAYS, false);
    }

    /** The same filter with another status and time of minting. */
    public ApiTokenFilter with(ApiToken.Status newStatus, Period newCreated) {
        return new ApiTokenFilter(
                userId, clientId, search, newStatus, scope, newCreated, lastUsed, neverUsed, expires, visibleUsersOnly);
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
