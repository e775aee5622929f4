package io.apitokens.keycloak.lifecycle;

import java.time.Duration;

/**
 * The time that one run may take; what is left waits for the next one. Real time, and not that of {@code Time}, which
 * tests move.
 */
record Budget(long deadlineNanos) {

    /** Shorter than the transaction that Keycloak runs a scheduled task in, which may take five minutes. */
    static final Duration OF_A_RUN = Duration.ofMinutes(2);

    static Budget begin() {
        return new Budget(System.nanoTime() + OF_A_RUN.toNanos());
    }

    boolean isLeft() {
        return deadlineNanos - System.nanoTime() > 0;
    }
}
