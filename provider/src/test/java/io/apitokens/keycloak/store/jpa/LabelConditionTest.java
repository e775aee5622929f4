package io.apitokens.keycloak.store.jpa;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class LabelConditionTest {

    @ParameterizedTest
    @CsvSource({"ci, ci%", "100%, 100!%%", "a_b, a!_b%", "wow!, wow!!%", "'', %"})
    void wildcardsOfUsersAreEscaped(String text, String pattern) {
        assertThat(LabelCondition.pattern(text)).isEqualTo(pattern);
    }
}
