package io.apitokens.keycloak.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

import io.apitokens.keycloak.bench.Measurement.Point;
import io.apitokens.keycloak.bench.Servers.CpuTimes;

/** Runs all measurements of a plan in rounds, so that changes of the machine affect all of them alike. */
final class Run {

    /** The maximum number of rounds, even if the machine is disturbed. */
    private static final int MOST_ROUNDS = 30;

    private final Plan plan;
    private final Servers servers;
    private final Seeds seeds;
    private final LoadGenerator generator;
    private final Rows rows;
    private final Consumer<String> progress;
    private final List<Measurement> measurements = new ArrayList<>();

    Run(Plan plan, Servers servers, Seeds seeds, Consumer<String> progress) {
        this.plan = plan;
        this.servers = servers;
        this.seeds = seeds;
        this.generator = new LoadGenerator(servers.url());
        this.rows = new Rows(servers.database());
        this.progress = progress;
    }

    /** @throws IllegalStateException where an answer was not the one expected */
    List<Measurement> all() {
        boolean cold = true;
        for (long number : plan.rows()) {
            progress.accept(String.format(Locale.ROOT, "Filling the table with %,d API tokens ...", number));
            rows.fillUntil(number);
            if (cold) {
                warmUp(plan.kinds());
                cold = false;
            }
            for (int round = 1; round <= plan.rounds(); round++) {
                measure(number, round);
            }
            for (Pair pair : plan.pairs(number)) {
                plan.connections(number).forEach(some -> measureUntilKnown(pair, new Point(number, some, null)));
            }
        }
        if (plan.hasCases()) {
            cases(plan.rows().get(plan.rows().size() - 1));
        }
        return measurements;
    }

    private void warmUp(Collection<Kind> kinds) {
        for (Kind kind : kinds) {
            progress.accept("Warming up: " + kind.title() + " ...");
            Outcome outcome =
                    send(kind, seeds.load(Case.MAIN, kind, plan.count()), plan.usualConnections(), plan.warmUp(kind));
            forget(kind);
            progress.accept(String.format(Locale.ROOT, "  %,d requests", outcome.requests()));
        }
    }

    /** Removes the API tokens of the measurement, so that users have no more of them in the next one. */
    private void forget(Kind kind) {
        if (!kind.isRepeatable()) {
            rows.remove(Seeds.PASSING);
        }
    }

    private void measure(long number, int round) {
        for (int connections : plan.connections(number)) {
            for (Kind kind : plan.kinds(number)) {
                measure(new Point(number, connections, kind), round);
            }
        }
    }

    private void measureUntilKnown(Point conditions) {
        measureUntilKnown(Pair.INTROSPECTION, conditions);
    }

    /** Measures a pair in further rounds until its ratio is known. Each round begins with the other of the pair. */
    private void measureUntilKnown(Pair pair, Point conditions) {
        Point point = conditions.of(pair.kind());
        int round = Math.max(rounds(point), rounds(conditions.of(pair.basis())));
        while (rounds(point) < MOST_ROUNDS && !isKnown(pair, point)) {
            round++;
            Kind first = round % 2 == 0 ? pair.kind() : pair.basis();
            measure(conditions.of(first), round);
            measure(conditions.of(first == pair.kind() ? pair.basis() : pair.kind()), round);
        }
    }

    private int rounds(Point point) {
        return (int) measurements.stream()
                .filter(measurement -> measurement.point().equals(point))
                .count();
    }

    private boolean isKnown(Pair pair, Point point) {
        return rounds(point) >= plan.rounds()
                && Ratio.of(point, pair.basis(), measurements).orElseThrow().isKnown();
    }

    private void cases(long number) {
        Point main = new Point(number, plan.usualConnections(), null);
        measureUntilKnown(new Point(Case.MANY_CLIENTS, main.rows(), main.connections(), null));
        try (Restless admin = Restless.begin(servers.url())) {
            measureUntilKnown(new Point(Case.RESTLESS, main.rows(), main.connections(), null));
            progress.accept(String.format(Locale.ROOT, "  %,d changes of the realm", admin.changes()));
        }
        progress.accept("Starting Keycloak with a small user cache ...");
        servers.restart("--cache-embedded-users-max-count=" + seeds.users() / 2);
        warmUp(List.of(Kind.JWT, Kind.API_TOKEN));
        measureUntilKnown(new Point(Case.MANY_USERS, main.rows(), main.connections(), null));
    }

    private void measure(Point point, int round) {
        Load load = seeds.load(point.met(), point.kind(), plan.count());
        CpuTimes before = servers.cpuTimes();
        Outcome outcome = send(point.kind(), load, point.connections(), plan.duration());
        CpuTimes spent = servers.cpuTimes().since(before);
        forget(point.kind());
        Measurement measured = new Measurement(point, round, outcome, spent.server(), spent.database());
        measurements.add(measured);
        progress.accept(String.format(
                Locale.ROOT,
                "  round %d, %s, %,d API tokens, connections: %d, %s: %.0f/s, %.0f us",
                round,
                point.met(),
                point.rows(),
                point.connections(),
                point.kind().title(),
                measured.requestsPerSecond(),
                measured.micros()));
    }

    private Outcome send(Kind kind, Load load, int connections, Duration duration) {
        return kind.isRepeatable()
                ? generator.during(duration, load, connections)
                : generator.times(plan.count(), load, connections);
    }
}
