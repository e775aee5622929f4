package io.apitokens.keycloak.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.apitokens.keycloak.verification.Verification.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class IntrospectionCountersTest {

    private static final String NAME = "introspections";

    private final List<String> first = new ArrayList<>();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final IntrospectionCounters counters =
            new IntrospectionCounters(Counter.builder(NAME).withRegistry(registry), first::add);

    @ParameterizedTest
    @EnumSource
    void eachReasonHasItsOutcome(Reason reason) {
        counters.inactive("demo", reason);
        assertThat(count("demo", reason.name().toLowerCase(Locale.ROOT))).isEqualTo(1);
    }

    @Test
    void realmsAndOutcomesAreCountedSeparately() {
        counters.active("demo");
        counters.active("demo");
        counters.active("other");
        counters.notInAudience("demo");
        counters.unanswered("demo");
        assertThat(count("demo", "active")).isEqualTo(2);
        assertThat(count("other", "active")).isEqualTo(1);
        assertThat(count("demo", "audience")).isEqualTo(1);
        assertThat(count("demo", "error")).isEqualTo(1);
    }

    @Test
    void firstIntrospectionOfARealmIsReportedOnce() {
        counters.active("demo");
        counters.notInAudience("demo");
        counters.active("other");
        assertThat(first).containsExactly("demo", "other");
    }

    private double count(String realm, String outcome) {
        return registry.get(NAME)
                .tags("realm", realm, "outcome", outcome)
                .counter()
                .count();
    }
}
