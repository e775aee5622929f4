package io.apitokens.keycloak.metrics;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.Tags;

/**
 * Counts what the most frequent requests do. Looks up the counters of all outcomes once for each realm, so that a count
 * allocates nothing.
 */
final class OutcomeCounters {

    private final MeterProvider<Counter> meters;
    private final List<String> outcomes;
    private final Consumer<String> first;
    private final ConcurrentMap<String, Counter[]> realms = new ConcurrentHashMap<>();

    OutcomeCounters(MeterProvider<Counter> meters, List<String> outcomes) {
        this(meters, outcomes, realm -> {});
    }

    /** @param first called with a realm at its first count */
    OutcomeCounters(MeterProvider<Counter> meters, List<String> outcomes, Consumer<String> first) {
        this.meters = meters;
        this.outcomes = outcomes;
        this.first = first;
    }

    /** @param outcome index in the list of outcomes */
    void count(String realm, int outcome) {
        Counter[] counters = realms.get(realm);
        if (counters == null) {
            counters = realms.computeIfAbsent(realm, this::register);
        }
        counters[outcome].increment();
    }

    void remove(String realm) {
        realms.remove(realm);
    }

    private Counter[] register(String realm) {
        first.accept(realm);
        return outcomes.stream()
                .map(outcome ->
                        meters.withTags(Tags.of(MicrometerMetrics.REALM, realm, MicrometerMetrics.OUTCOME, outcome)))
                .toArray(Counter[]::new);
    }
}
