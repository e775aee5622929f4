package io.apitokens.keycloak.store.jpa;

import java.util.concurrent.TimeUnit;

import io.apitokens.keycloak.token.Rotation;
import io.apitokens.keycloak.token.TokenUse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class LateUseRowsTest {

    private static final String ADDRESS = "192.0.2.1";
    private static final String CLIENT = "client";

    @Test
    void firstLateUseIsReported() {
        assertThat(LateUseRows.isToReport(new Rotation(1, 0, 0L, null, null, null), use(0, ADDRESS, CLIENT)))
                .isTrue();
    }

    @ParameterizedTest(name = "after {0} minutes, from {1} and {2}: {3}")
    @CsvSource({
        "   0, 192.0.2.1, client, false",
        "  60, 192.0.2.1, client, false",
        "1439, 192.0.2.1, client, false",
        "1440, 192.0.2.1, client, true",
        "  59, 192.0.2.2, client, false",
        "  60, 192.0.2.2, client, true",
        "  59, 192.0.2.1, other , false",
        "  60, 192.0.2.1, other , true",
        "  60, 192.0.2.1,       , true"
    })
    void laterOnesAreReportedDailyAndHourlyFromElsewhere(
            long minutes, String address, String client, boolean reported) {
        Rotation rotation = new Rotation(1, 0, 0L, null, use(0, ADDRESS, CLIENT), 0L);
        assertThat(LateUseRows.isToReport(rotation, use(minutes, address, client)))
                .isEqualTo(reported);
    }

    private static TokenUse use(long minutes, String address, String client) {
        return new TokenUse(TimeUnit.MINUTES.toMillis(minutes), address, client);
    }
}
