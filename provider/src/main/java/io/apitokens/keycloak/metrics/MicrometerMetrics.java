package io.apitokens.keycloak.metrics;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.apitokens.keycloak.memo.Outcome;
import io.apitokens.keycloak.token.Revocation;
import io.apitokens.keycloak.verification.Verification.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import org.keycloak.models.RealmModel;

/** Counts in the registry of Keycloak's own metrics, with names like theirs. */
final class MicrometerMetrics implements ApiTokenMetrics {

    static final String REALM = "realm";
    static final String OUTCOME = "outcome";

    private static final String PREFIX = "keycloak.api.tokens.";
    private static final String ACTOR = "actor";
    private static final String REASON = "reason";

    private final MeterRegistry registry;
    private final IntrospectionCounters introspections;
    private final OutcomeCounters evaluations;
    private final MeterProvider<Counter> mints;
    private final MeterProvider<Counter> rotations;
    private final MeterProvider<Counter> revocations;
    private final MeterProvider<Counter> exchanges;
    private final MeterProvider<Counter> mintingExchanges;
    private final MeterProvider<Timer> tasks;
    private final MultiGauge active;
    private volatile Map<String, Long> activeByRealm = Map.of();

    MicrometerMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.mints = counter("mints", "Attempts to mint API tokens");
        this.rotations = counter("rotations", "Attempts to rotate secrets of API tokens");
        this.revocations = counter("revocations", "API tokens that ended");
        this.introspections =
                new IntrospectionCounters(counter("introspections", "Introspections of API tokens"), this::begin);
        this.evaluations = new OutcomeCounters(
                counter("evaluations", "Introspections of API tokens by whether they reused an evaluation"),
                Stream.of(Outcome.values()).map(Outcome::word).toList());
        this.exchanges = counter("exchanges", "Exchanges of API tokens for JWTs");
        this.mintingExchanges = counter("minting.exchanges", "Exchanges of JWTs for API tokens");
        this.tasks = Timer.builder(PREFIX + "tasks")
                .description("Duration of the background tasks of API tokens")
                .withRegistry(registry);
        this.active = MultiGauge.builder(PREFIX + "active")
                .description("Active API tokens, as counted every few minutes")
                .register(registry);
    }

    @Override
    public void active(RealmModel realm) {
        introspections.active(realm.getName());
    }

    @Override
    public void notInAudience(RealmModel realm) {
        introspections.notInAudience(realm.getName());
    }

    @Override
    public void inactive(RealmModel realm, Reason reason) {
        introspections.inactive(realm.getName(), reason);
    }

    @Override
    public void unanswered(RealmModel realm) {
        introspections.unanswered(realm.getName());
    }

    @Override
    public void evaluated(RealmModel realm, Outcome outcome) {
        evaluations.count(realm.getName(), outcome.ordinal());
    }

    @Override
    public void minted(String realm, String outcome) {
        mints.withTags(Tags.of(REALM, realm, OUTCOME, outcome)).increment();
    }

    @Override
    public void rotated(String realm, String outcome) {
        rotations.withTags(Tags.of(REALM, realm, OUTCOME, outcome)).increment();
    }

    @Override
    public void revoked(String realm, String actor, String reason) {
        revocations
                .withTags(Tags.of(REALM, realm, ACTOR, actor, REASON, reason))
                .increment();
    }

    @Override
    public void exchanged(Exchange exchange, RealmModel realm, String outcome) {
        MeterProvider<Counter> counter = exchange == Exchange.FROM_API_TOKEN ? exchanges : mintingExchanges;
        counter.withTags(Tags.of(REALM, realm.getName(), OUTCOME, outcome)).increment();
    }

    @Override
    public synchronized void activeNow(Map<String, Long> counts) {
        activeByRealm = Map.copyOf(counts);
        // Replaces no gauge that is there: a replaced gauge is absent for a moment, and a scrape could miss it.
        active.register(counts.keySet().stream().map(this::activeOf).toList());
    }

    @Override
    public void removed(String realm) {
        activeNowWithout(realm);
        introspections.remove(realm);
        evaluations.remove(realm);
        registry.getMeters().stream()
                .filter(meter -> meter.getId().getName().startsWith(PREFIX))
                .filter(meter -> realm.equals(meter.getId().getTag(REALM)))
                .forEach(registry::remove);
    }

    @Override
    public void time(String task, Runnable work) {
        Stream.of(SUCCESS, FAILURE).forEach(any -> tasks.withTags(Tags.of("task", task, OUTCOME, any)));
        String outcome = FAILURE;
        long start = System.nanoTime();
        try {
            work.run();
            outcome = SUCCESS;
        } finally {
            tasks.withTags(Tags.of("task", task, OUTCOME, outcome))
                    .record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        }
    }

    /** Registers the counter of leaks at zero. An alarm on growth would miss a counter that starts at one. */
    private void begin(String realm) {
        String leaked = Revocation.Reason.LEAKED.name().toLowerCase(Locale.ROOT);
        revocations.withTags(Tags.of(REALM, realm, ACTOR, MetricsListener.NOBODY, REASON, leaked));
    }

    private synchronized void activeNowWithout(String realm) {
        Map<String, Long> others = new HashMap<>(activeByRealm);
        others.remove(realm);
        activeNow(others);
    }

    private MultiGauge.Row<?> activeOf(String realm) {
        return MultiGauge.Row.of(Tags.of(REALM, realm), () -> activeByRealm.getOrDefault(realm, 0L));
    }

    private MeterProvider<Counter> counter(String name, String description) {
        return Counter.builder(PREFIX + name).description(description).withRegistry(registry);
    }
}
