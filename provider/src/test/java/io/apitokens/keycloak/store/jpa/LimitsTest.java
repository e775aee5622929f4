package io.apitokens.keycloak.store.jpa;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LimitsTest {

    @ParameterizedTest
    @CsvSource({"0, 1000", "-1, 1000", "100, 0", "100, -1"})
    void limitThatLeavesNothingIsRefused(int active, int ended) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Limits(active, ended));
    }
}
