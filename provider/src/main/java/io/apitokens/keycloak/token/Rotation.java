package io.apitokens.keycloak.token;

/**
 * The last rotation of an API token. Each secret has a number: 0 for the first, increased at each rotation. A derived
 * token names the number of the secret that it was issued with.
 *
 * @param number number of the current secret
 * @param at epoch milliseconds of the last rotation; null if there was none
 * @param graceEnds epoch milliseconds until which the previous secret is valid too; null if it is not
 * @param lateUse last use of a previous secret after its end; null if there was none since the last rotation
 * @param lateUseReported epoch milliseconds at which a late use was last reported, or null
 */
public record Rotation(int number, Long at, Long graceEnds, TokenUse lateUse, Long lateUseReported) {

    /** The API token has its first secret. */
    public static final Rotation NONE = new Rotation(0, null, null, null, null);

    /** Returns the rotation that follows this one. */
    public Rotation next(long now, Long newGraceEnds) {
        return new Rotation(number + 1, now, newGraceEnds, null, null);
    }

    /**
     * Returns the rotation that replaces the newest secret and leaves the previous one as it is. The previous secret
     * gets the number before that of the new one, and the replaced secret keeps its own.
     */
    public Rotation again(long now) {
        return new Rotation(number + 2, now, graceEnds, null, null);
    }

    /** Returns whether a secret, or a token derived with it, is valid at a time in epoch milliseconds. */
    public boolean isAccepted(int secretNumber, long now) {
        return secretNumber == number || secretNumber == number - 1 && isGrace(now);
    }

    /** Returns whether the previous secret is valid too at a time in epoch milliseconds. */
    public boolean isGrace(long now) {
        return graceEnds != null && now < graceEnds;
    }
}
