package io.apitokens.keycloak.bench;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import io.apitokens.keycloak.bench.Measurement.Point;

/** Formats the figures for a terminal. */
final class Table {

    private static final String HEAD = "%-42s %10s %9s %9s %12s %12s %12s%n"
            .formatted("", "requests/s", "p50 ms", "p99 ms", "CPU us", "of which DB", "vs (b)");
    private static final String ROW = "%-42s %10.0f %9.2f %9.2f %12.0f %12.0f %12s%n";

    private Table() {}

    static String of(Collection<Measurement> measurements) {
        Map<Point, Figures> all = Figures.of(measurements);
        Map<Point, Ratio> ratios = Ratio.of(measurements);
        StringBuilder table = new StringBuilder();
        all.keySet().stream().map(point -> point.of(null)).distinct().forEach(group -> {
            append(table, group, all, ratios);
            Pair.ALL.forEach(pair -> append(table, group, pair, measurements));
        });
        return table.toString();
    }

    private static void append(StringBuilder table, Point group, Map<Point, Figures> all, Map<Point, Ratio> ratios) {
        table.append(String.format(
                Locale.ROOT,
                "%n%,d API tokens, connections: %d; %s%n",
                group.rows(),
                group.connections(),
                group.met().title()));
        table.append(HEAD);
        for (Kind kind : Kind.values()) {
            Figures figures = all.get(group.of(kind));
            if (figures != null) {
                table.append(String.format(
                        Locale.ROOT,
                        ROW,
                        kind.title(),
                        figures.requestsPerSecond(),
                        figures.medianMillis(),
                        figures.p99Millis(),
                        figures.micros(),
                        figures.databaseMicros(),
                        Objects.toString(ratios.get(group.of(kind)), "")));
            }
        }
    }

    private static void append(StringBuilder table, Point group, Pair pair, Collection<Measurement> measurements) {
        Ratio.of(group.of(pair.kind()), pair.basis(), measurements)
                .ifPresent(ratio -> table.append(String.format(
                        "(%c) to (%c) is %s, %s to ±0.03 after %d paired rounds%n",
                        pair.kind().letter(),
                        pair.basis().letter(),
                        ratio,
                        ratio.isKnown() ? "known" : "not known",
                        ratio.rounds())));
    }
}
