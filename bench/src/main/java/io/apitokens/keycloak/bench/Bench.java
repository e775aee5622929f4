package io.apitokens.keycloak.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

import io.apitokens.keycloak.bench.Measurement.Point;
import io.apitokens.keycloak.launcher.Distribution;

/** Measures the cost of requests, side by side with stock Keycloak. */
final class Bench {

    private static final int FAILURE = 1;
    private static final int USAGE_ERROR = 2;
    private static final int USERS = 80;

    private final PrintStream console;
    private final PrintStream errors;

    private Bench(PrintStream console, PrintStream errors) {
        this.console = console;
        this.errors = errors;
    }

    /** Exit status 1: an answer was not the one expected, or a server does not run; 2: the command line is wrong. */
    public static void main(String[] arguments) {
        System.exit(new Bench(System.out, System.err).run(arguments));
    }

    private int run(String... arguments) {
        BenchOptions options;
        try {
            options = BenchOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            errors.println(e.getMessage());
            return USAGE_ERROR;
        }
        if (options.help()) {
            console.print(usage());
            return 0;
        }
        try {
            measureAlone(options);
            return 0;
        } catch (IllegalStateException | UncheckedIOException e) {
            errors.println(e.getMessage());
            return FAILURE;
        }
    }

    /**
     * Takes a lock, because two benchmarks at the same time would disturb each other and share a folder for their
     * databases.
     */
    private void measureAlone(BenchOptions options) {
        Path folder = Distribution.find().repository().resolve("bench").resolve("target");
        try (FileChannel channel = FileChannel.open(
                        Files.createDirectories(folder).resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                throw new IllegalStateException("The benchmark runs already, out of this folder.");
            }
            measure(options, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void measure(BenchOptions options, Path folder) {
        List<String> users = BenchRealm.users(USERS);
        Cores cores = new Cores();
        console.println("Starting Keycloak and PostgreSQL ...");
        try (Servers servers = Servers.start(folder, users, options.javaOptions())) {
            cores.leaveToServers();
            console.println(cores.description());
            console.println("Making tokens ...");
            Seeds seeds = new Seeds(new Http(servers.url()), users);
            List<Measurement> all = new Run(options.plan(), servers, seeds, console::println).all();
            report(all, options.plan(), folder);
        }
    }

    private void report(List<Measurement> all, Plan plan, Path folder) {
        Map<Point, Figures> figures = Figures.of(all);
        console.println(Table.of(all));
        if (plan.warmUp().compareTo(Plan.FULL.warmUp()) < 0) {
            console.println("After a short warm-up: the ratios tell more than the figures themselves.");
        }
        write(folder.resolve("bench.csv"), Csv.of(all));
        write(folder.resolve("bench.svg"), Chart.of(figures, plan.usualConnections()));
    }

    private void write(Path file, String content) {
        try {
            console.println("Written: " + Files.writeString(file, content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the usage. The script prints the same file without a build. */
    private static String usage() {
        try (InputStream text = Bench.class.getResourceAsStream("usage.txt")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
