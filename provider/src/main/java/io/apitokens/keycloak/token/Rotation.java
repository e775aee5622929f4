package io.apitokens.keycloak.token;

/**
 * How the secret of an API token has changed. What was made from an API token belongs to the secret that it was made
 * with, and remembers that secret by its number: 0 for the first, one more for each that replaced it.
 *
 * @param number of the secret that counts
 * @param at epoch milliseconds; null where the secret never changed
 * @param graceEnds epoch milliseconds until which the secret before counts as well; null where it does not
 * @param lateUse the last use of a secret that did not count any more; null for none since the last rotation
 * @param lateUseReported epoch milliseconds at which such a use was last reported, or null
 */
public record Rotation(int number, Long at, Long graceEnds, TokenUse lateUse, Long lateUseReported) {

    /** The secret is the first. */
    public static final Rotation NONE = new Rotation(0, null, null, null, null);

    /** Whether a secret, or what was made with it, counts at a time given in epoch milliseconds. */
    public boolean isAccepted(int secretNumber, long now) {
        return secretNumber == number || secretNumber == number - 1 && isGrace(now);
    }

    /** Whether the secret before counts as well at a time given in epoch milliseconds. */
    public boolean isGrace(long now) {
        return graceEnds != null && now < graceEnds;
    }
}
