package io.apitokens.keycloak.lifecycle;

import java.time.Duration;

/**
 * The time that one run may take; the next run continues the work. Uses the real clock, because tests move that of
 * {@code Time}.
 */
record Budget(long deadlineNanos) {

    /** Shorter than the five minutes that Keycloak allows the transaction of a scheduled task. */
    static final Duration OF_A_RUN = Duration.ofMinutes(2);

    static Budget begin() {
        return new Budget(System.nanoTime() + OF_A_RUN.toNanos());
    }

    boolean isLeft() {
        return deadlineNanos - System.nanoTime() > 0;
    }
}
