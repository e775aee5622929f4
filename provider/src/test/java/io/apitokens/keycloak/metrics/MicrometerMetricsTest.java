package io.apitokens.keycloak.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MicrometerMetricsTest {

    private static final String ACTIVE = "keycloak.api.tokens.active";

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MicrometerMetrics metrics = new MicrometerMetrics(registry);

    @Test
    void activeTokensAreThoseOfTheLastCount() {
        metrics.activeNow(Map.of("demo", 1L, "other", 5L));
        metrics.activeNow(Map.of("demo", 2L));
        assertThat(active("demo")).isEqualTo(2);
        assertThat(registry.find(ACTIVE).tag("realm", "other").gauge()).isNull();
    }

    /** A scrape at that moment would miss it. */
    @Test
    void countDoesNotTakeAGaugeAwayThatStays() {
        metrics.activeNow(Map.of("demo", 1L));
        List<Meter> removed = new ArrayList<>();
        registry.config().onMeterRemoved(removed::add);
        metrics.activeNow(Map.of("demo", 2L));
        assertThat(removed).isEmpty();
    }

    @Test
    void realmThatIsRemovedAndMadeAgainIsCountedAgain() {
        metrics.activeNow(Map.of("demo", 1L, "other", 5L));
        metrics.removed("demo");
        assertThat(registry.find(ACTIVE).tag("realm", "demo").gauge()).isNull();
        metrics.activeNow(Map.of("demo", 3L, "other", 5L));
        assertThat(active("demo")).isEqualTo(3);
    }

    private double active(String realm) {
        Gauge gauge = registry.find(ACTIVE).tag("realm", realm).gauge();
        assertThat(gauge).isNotNull();
        return gauge.value();
    }
}
