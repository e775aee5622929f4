package io.apitokens.keycloak.bench;

import java.time.Duration;

/** The cost of one load. */
record Measurement(Point point, int round, Outcome outcome, Duration server, Duration database) {

    /**
     * The conditions of a measurement, which are the same in all rounds.
     *
     * @param rows API tokens in the table
     */
    record Point(Case met, long rows, int connections, Kind kind) {

        /** Creates a point of the main case. */
        Point(long rows, int connections, Kind kind) {
            this(Case.MAIN, rows, connections, kind);
        }

        /** Returns the point of another kind of request under the same conditions. */
        Point of(Kind other) {
            return new Point(met, rows, connections, other);
        }
    }

    /** Returns the CPU time of server and database for a request. */
    double micros() {
        return serverMicros() + databaseMicros();
    }

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
