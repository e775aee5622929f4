package io.apitokens.keycloak.metrics;

import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.apitokens.keycloak.verification.Verification.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.Tags;

/**
 * Counts introspections, which are the most frequent requests. Looks up the counters of all outcomes once for each
 * realm, so that a count allocates nothing.
 */
final class IntrospectionCounters {

    private static final Reason[] REASONS = Reason.values();
    private static final int ACTIVE = REASONS.length;
    private static final int AUDIENCE = REASONS.length + 1;
    private static final int UNANSWERED = REASONS.length + 2;

    private final MeterProvider<Counter> meters;
    private final Consumer<String> first;
    private final ConcurrentMap<String, Counter[]> realms = new ConcurrentHashMap<>();

    /** @param first called with a realm at its first introspection */
    IntrospectionCounters(MeterProvider<Counter> meters, Consumer<String> first) {
        this.meters = meters;
        this.first = first;
    }

    void active(String realm) {
        count(realm, ACTIVE);
    }

    void notInAudience(String realm) {
        count(realm, AUDIENCE);
    }

    void inactive(String realm, Reason reason) {
        count(realm, reason.ordinal());
    }

    void unanswered(String realm) {
        count(realm, UNANSWERED);
    }

    void remove(String realm) {
        realms.remove(realm);
    }

    private void count(String realm, int outcome) {
        Counter[] counters = realms.get(realm);
        if (counters == null) {
            counters = realms.computeIfAbsent(realm, this::register);
        }
        counters[outcome].increment();
    }

    private Counter[] register(String realm) {
        first.accept(realm);
        return Stream.concat(
                        Stream.of(REASONS).map(Reason::name), Stream.of("active", "audience", ApiTokenMetrics.FAILURE))
                .map(outcome -> meters.withTags(Tags.of(
                        MicrometerMetrics.REALM, realm, MicrometerMetrics.OUTCOME, outcome.toLowerCase(Locale.ROOT))))
                .toArray(Counter[]::new);
    }
}
