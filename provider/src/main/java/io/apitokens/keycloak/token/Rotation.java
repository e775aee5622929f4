package io.apitokens.keycloak.token;

/**
 * How the secret of an API token has changed. Each secret has a number: 0 for the first, one more for each rotation. A
 * derived token names the number of the secret that it was issued with.
 *
 * @param number number of the current secret
 * @param at epoch milliseconds of the last rotation; null if there was none
 * @param graceEnds epoch milliseconds until which the previous secret is valid too; null if it is not
 * @param lateUse last use of a replaced secret since the last rotation; null for none
 * @param lateUseReported epoch milliseconds at which such a use was last reported, or null
 */
public record Rotation(int number, Long at, Long graceEnds, TokenUse lateUse, Long lateUseReported) {

    /** The API token has its first secret. */
    public static final Rotation NONE = new Rotation(0, null, null, null, null);

    /** Returns the rotation that follows this one. */
    public Rotation next(long now, Long newGraceEnds) {
        return new Rotation(number + 1, now, newGraceEnds, null, null);
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
