package io.apitokens.keycloak.tests.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Prints the slowest classes of a run of the build, and one line about all of it. */
public final class RunSummary {

    private static final int SLOWEST = 20;

    private RunSummary() {}

    /** @param arguments the file with the times, and the folder with the reports */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        if (!Files.exists(file)) {
            return;
        }
        List<String[]> rows =
                Files.readAllLines(file).stream().map(line -> line.split(",")).toList();
        PrintWriter out = new PrintWriter(System.out, true);
        out.println("The slowest classes: part, class, seconds (of which starting servers, making realms,"
                + " starting browsers, waiting)");
        rows.stream()
                .sorted(Comparator.comparingDouble((String[] row) -> seconds(row, 2))
                        .reversed())
                .limit(SLOWEST)
                .forEach(row -> out.printf(
                        Locale.ROOT,
                        "  %-8s %-28s %5.0f (%.0f, %.0f, %.0f, %.0f)%n",
                        row[0],
                        row[1],
                        seconds(row, 2),
                        seconds(row, 7),
                        seconds(row, 9),
                        seconds(row, 11),
                        seconds(row, 13)));
        out.printf(
                Locale.ROOT,
                "%d integration tests in %d classes, %d failed. Times: %s. Reports: %s%n",
                rows.stream().mapToInt(row -> Integer.parseInt(row[4])).sum(),
                rows.size(),
                rows.stream().mapToInt(row -> Integer.parseInt(row[5])).sum(),
                file,
                arguments[1]);
    }

    private static double seconds(String[] row, int column) {
        return Double.parseDouble(row[column]);
    }
}
