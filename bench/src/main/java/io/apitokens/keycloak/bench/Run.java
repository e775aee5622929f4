package io.apitokens.keycloak.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

import io.apitokens.keycloak.bench.Measurement.Point;
import io.apitokens.keycloak.bench.Servers.CpuTimes;

/** All measurements of a plan, in rounds, so that what changes about the machine in the meantime concerns all alike. */
final class Run {

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
                warmUp();
                cold = false;
            }
            for (int round = 1; round <= plan.rounds(); round++) {
                measure(number, round);
            }
        }
        return measurements;
    }

    private void warmUp() {
        for (Kind kind : plan.kinds()) {
            progress.accept("Warming up: " + kind.title() + " ...");
            Outcome outcome = send(kind, seeds.load(kind, plan.count()), plan.usualConnections(), plan.warmUp(kind));
            forget(kind);
            progress.accept(String.format(Locale.ROOT, "  %,d requests", outcome.requests()));
        }
    }

    /** So that no user has more API tokens the next time. */
    private void forget(Kind kind) {
        if (!kind.isRepeatable()) {
            rows.remove(Seeds.PASSING);
        }
    }

    private void measure(long number, int round) {
        for (int connections : plan.connections(number)) {
            for (Kind kind : plan.kinds(number)) {
                Measurement measured = measure(new Point(number, connections, kind), round);
                measurements.add(measured);
                progress.accept(String.format(
                        Locale.ROOT,
                        "  round %d of %d, %,d API tokens, connections: %d, %s: %.0f/s, %.0f us",
                        round,
                        plan.rounds(),
                        number,
                        connections,
                        kind.title(),
                        measured.requestsPerSecond(),
                        measured.serverMicros() + measured.databaseMicros()));
            }
        }
    }

    private Measurement measure(Point point, int round) {
        Load load = seeds.load(point.kind(), plan.count());
        CpuTimes before = servers.cpuTimes();
        Outcome outcome = send(point.kind(), load, point.connections(), plan.duration());
        CpuTimes spent = servers.cpuTimes().since(before);
        forget(point.kind());
        return new Measurement(point, round, outcome, spent.server(), spent.database());
    }

    private Outcome send(Kind kind, Load load, int connections, Duration duration) {
        return kind.isRepeatable()
                ? generator.during(duration, load, connections)
                : generator.times(plan.count(), load, connections);
    }
}
