package io.apitokens.keycloak.token;

/**
 * The last rotation of an API token. Each secret has a number: 0 for the first, increased at each rotation. A
 * derived token names the number of the secret that it was issued with.
 *
 * @param number number of the newest secret
 * @param previous number of the secret that has a grace period; {@link #NO_SECRET} if there was no rotation
 * @param at epoch milliseconds of the last rotation; null if there was none
 * @param graceEnds epoch milliseconds until which the previous secret is valid too; null if it is not
 * @param lateUse last attempt to use or to rotate with a secret that was replaced; null if there was none since a
 *     person has rotated the API token
 * @param lateUseReported epoch milliseconds at which a late use was last reported, or null
 */
public record Rotation(int number, int previous, Long at, Long graceEnds, TokenUse lateUse, Long lateUseReported) {

    /** More lost answers within one grace period are no accident. */
    private static final int MAX_REPETITIONS = 5;

    /** The number of no secret. */
    public static final int NO_SECRET = -1;

    /** The API token has its first secret. */
    public static final Rotation NONE = new Rotation(0, NO_SECRET, null, null, null, null);

    /** Returns the rotation by a person that follows this one. It answers a reported late use. */
    public Rotation next(long now, Long newGraceEnds) {
        return new Rotation(number + 1, number, now, newGraceEnds, null, null);
    }

    /**
     * Returns the rotation by a person that ends only the newest secret. The previous one keeps its grace period, so a
     * late use of it is not answered. It cannot {@linkplain #mayBeRepeated repeat} its rotation any more.
     */
    public Rotation nextInGrace(long now) {
        return new Rotation(
                Math.max(number, previous + MAX_REPETITIONS) + 1, previous, now, graceEnds, lateUse, lateUseReported);
    }

    /** Returns whether the rotation that replaced the previous secret may be repeated after a lost answer. */
    public boolean mayBeRepeated() {
        return number - previous <= MAX_REPETITIONS;
    }

    /** Returns the rotation by the API token itself that follows this one. A thief must not hide a late use by it. */
    public Rotation nextByItself(long now, long newGraceEnds) {
        return new Rotation(number + 1, number, now, newGraceEnds, lateUse, lateUseReported);
    }

    /** Returns the repetition of this rotation after a lost answer. The previous secret and its grace period stay. */
    public Rotation again(long now) {
        return new Rotation(number + 1, previous, now, graceEnds, lateUse, lateUseReported);
    }

    /** Returns whether a secret, or a token derived with it, is valid at a time in epoch milliseconds. */
    public boolean isAccepted(int secretNumber, long now) {
        return secretNumber == number || secretNumber == previous && isGrace(now);
    }

    /** Returns whether the previous secret is valid too at a time in epoch milliseconds. */
    public boolean isGrace(long now) {
        return graceEnds != null && now < graceEnds;
    }
}
