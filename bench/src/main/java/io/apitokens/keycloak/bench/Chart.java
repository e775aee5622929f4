package io.apitokens.keycloak.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.apitokens.keycloak.bench.Measurement.Point;

/** Draws the CPU time of an introspection against the number of API tokens, as SVG. */
final class Chart {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 420;
    private static final int LEFT = 70;
    private static final int RIGHT = 210;
    private static final int TOP = 50;
    private static final int BOTTOM = 60;
    private static final int STEPS = 5;
    private static final Map<Kind, String> COLOURS =
            Map.of(Kind.JUNK, "#8a8d90", Kind.JWT, "#0066cc", Kind.API_TOKEN, "#c9190b");

    private final Map<Point, Figures> all;
    private final List<Long> rows;
    private final int connections;
    private final double top;

    private Chart(Map<Point, Figures> all, int connections) {
        this.all = all;
        this.connections = connections;
        this.rows = all.keySet().stream()
                .filter(this::isShown)
                .map(Point::rows)
                .distinct()
                .sorted()
                .toList();
        this.top = roundUp(all.entrySet().stream()
                .filter(entry -> isShown(entry.getKey()))
                .mapToDouble(entry -> entry.getValue().micros())
                .max()
                .orElse(1));
    }

    static String of(Map<Point, Figures> all, int connections) {
        return new Chart(all, connections).svg();
    }

    private boolean isShown(Point point) {
        return point.kind().isIntrospection() && point.connections() == connections;
    }

    private String svg() {
        return Stream.of(
                        Stream.of(head()),
                        Stream.iterate(0, i -> i <= STEPS, i -> i + 1).map(this::gridLine),
                        rows.stream().map(this::tick),
                        COLOURS.keySet().stream().sorted().map(this::line),
                        Stream.of("</svg>\n"))
                .flatMap(part -> part)
                .collect(Collectors.joining("\n"));
    }

    private String head() {
        return format("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13">
                <rect width="100%%" height="100%%" fill="#fff"/>
                <text x="%d" y="24" font-size="15">CPU time of one introspection, %d connections (µs, server and \
                database)</text>
                <text x="%d" y="%d" text-anchor="middle">API tokens in the table</text>""", WIDTH, HEIGHT, LEFT, connections, (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 15);
    }

    private String gridLine(int step) {
        double value = top * step / STEPS;
        return format(
                "<path d=\"M%d %.1fH%d\" stroke=\"#ddd\"/><text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.0f</text>",
                LEFT, y(value), WIDTH - RIGHT, LEFT - 8, y(value) + 4, value);
    }

    private String tick(long count) {
        return format(
                "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%,d</text>", x(count), HEIGHT - BOTTOM + 20, count);
    }

    private String line(Kind kind) {
        List<Long> measured = rows.stream()
                .filter(count -> all.containsKey(new Point(count, connections, kind)))
                .toList();
        if (measured.isEmpty()) {
            return "";
        }
        String points = measured.stream()
                .map(count -> format("%.1f,%.1f", x(count), y(micros(count, kind))))
                .collect(Collectors.joining(" "));
        long last = measured.get(measured.size() - 1);
        String colour = COLOURS.get(kind);
        return format("""
                <polyline points="%s" fill="none" stroke="%s" stroke-width="2"/>
                <text x="%.1f" y="%.1f" fill="%s">%s</text>""", points, colour, x(last) + 8, y(micros(last, kind)) + 4, colour, kind.title());
    }

    private double micros(long count, Kind kind) {
        return all.get(new Point(count, connections, kind)).micros();
    }

    /** Returns the position on a logarithmic axis. A single number is in the middle. */
    private double x(long count) {
        double from = Math.log(rows.get(0));
        double to = Math.log(rows.get(rows.size() - 1));
        double share = to == from ? 0.5 : (Math.log(count) - from) / (to - from);
        return LEFT + 30 + share * (WIDTH - LEFT - RIGHT - 60);
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM);
    }

    private static double roundUp(double value) {
        double unit = Math.pow(10, Math.floor(Math.log10(value)));
        return Math.ceil(value / unit) * unit;
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
