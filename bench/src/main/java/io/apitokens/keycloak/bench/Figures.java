package io.apitokens.keycloak.bench;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import io.apitokens.keycloak.bench.Measurement.Point;

/**
 * The medians of the rounds.
 *
 * @param serverMicros CPU time of the server for a request
 * @param databaseMicros CPU time of the database for a request
 */
record Figures(
        double requestsPerSecond, double medianMillis, double p99Millis, double serverMicros, double databaseMicros) {

    /** Returns the figures in the order of the first measurement of their points. */
    static Map<Point, Figures> of(Collection<Measurement> measurements) {
        Map<Point, Figures> figures = new LinkedHashMap<>();
        for (Measurement measurement : measurements) {
            figures.computeIfAbsent(
                    measurement.point(),
                    point -> of(measurements.stream()
                            .filter(other -> other.point().equals(point))
                            .toList()));
        }
        return figures;
    }

    /** Returns the CPU time of server and database together. */
    double micros() {
        return serverMicros + databaseMicros;
    }

    private static Figures of(List<Measurement> rounds) {
        return new Figures(
                median(rounds, Measurement::requestsPerSecond),
                median(rounds, Measurement::medianMillis),
                median(rounds, Measurement::p99Millis),
                median(rounds, Measurement::serverMicros),
                median(rounds, Measurement::databaseMicros));
    }

    private static double median(List<Measurement> rounds, ToDoubleFunction<Measurement> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
