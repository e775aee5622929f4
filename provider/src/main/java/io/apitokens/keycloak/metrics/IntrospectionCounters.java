package io.apitokens.keycloak.metrics;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.apitokens.keycloak.verification.Verification.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;

/** Counts introspections by what they found. */
final class IntrospectionCounters {

    private static final Reason[] REASONS = Reason.values();
    private static final int ACTIVE = REASONS.length;
    private static final int AUDIENCE = REASONS.length + 1;
    private static final int UNANSWERED = REASONS.length + 2;

    private final OutcomeCounters counters;

    /** @param first called with a realm at its first introspection */
    IntrospectionCounters(MeterProvider<Counter> meters, Consumer<String> first) {
        this.counters = new OutcomeCounters(
                meters,
                Stream.concat(
                                Stream.of(REASONS).map(Reason::name),
                                Stream.of("active", "audience", ApiTokenMetrics.FAILURE))
                        .map(outcome -> outcome.toLowerCase(Locale.ROOT))
                        .toList(),
                first);
    }

    void active(String realm) {
        counters.count(realm, ACTIVE);
    }

    void notInAudience(String realm) {
        counters.count(realm, AUDIENCE);
    }

    void inactive(String realm, Reason reason) {
        counters.count(realm, reason.ordinal());
    }

    void unanswered(String realm) {
        counters.count(realm, UNANSWERED);
    }

    void remove(String realm) {
        counters.remove(realm);
    }
}
