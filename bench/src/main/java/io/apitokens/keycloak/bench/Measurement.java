package io.apitokens.keycloak.bench;

import java.time.Duration;

/** What one load cost. */
record Measurement(Point point, int round, Outcome outcome, Duration server, Duration database) {

    /**
     * What the measurements of all rounds have in common.
     *
     * @param rows API tokens in the table
     */
    record Point(long rows, int connections, Kind kind) {}

    double requestsPerSecond() {
        return outcome.requests() / (outcome.elapsed().toMillis() / 1000.0);
    }

    double serverMicros() {
        return micros(server) / outcome.requests();
    }

    double databaseMicros() {
        return micros(database) / outcome.requests();
    }

    double medianMillis() {
        return micros(outcome.median()) / 1000;
    }

    double p99Millis() {
        return micros(outcome.p99()) / 1000;
    }

    private static double micros(Duration duration) {
        return duration.toNanos() / 1000.0;
    }
}
