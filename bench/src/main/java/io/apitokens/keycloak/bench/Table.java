package io.apitokens.keycloak.bench;

import java.util.Locale;
import java.util.Map;

import io.apitokens.keycloak.bench.Measurement.Point;

/** The figures for a terminal. */
final class Table {

    private static final String HEAD = "%-42s %10s %9s %9s %12s %12s %8s%n"
            .formatted("", "requests/s", "p50 ms", "p99 ms", "CPU us", "of which DB", "vs (b)");
    private static final String ROW = "%-42s %10.0f %9.2f %9.2f %12.0f %12.0f %8s%n";

    private Table() {}

    static String of(Map<Point, Figures> all) {
        StringBuilder table = new StringBuilder();
        all.keySet().stream()
                .map(point -> new Point(point.rows(), point.connections(), null))
                .distinct()
                .forEach(group -> append(table, group, all));
        return table.toString();
    }

    private static void append(StringBuilder table, Point group, Map<Point, Figures> all) {
        table.append(
                String.format(Locale.ROOT, "%n%,d API tokens, connections: %d%n", group.rows(), group.connections()));
        table.append(HEAD);
        Figures stock = all.get(new Point(group.rows(), group.connections(), Kind.JWT));
        for (Kind kind : Kind.values()) {
            Figures figures = all.get(new Point(group.rows(), group.connections(), kind));
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
                        stock == null ? "" : ratio(figures, stock)));
            }
        }
    }

    private static String ratio(Figures figures, Figures stock) {
        return String.format(Locale.ROOT, "%.2f", figures.micros() / stock.micros());
    }
}
