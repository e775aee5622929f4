package io.apitokens.keycloak.claims;

import java.util.OptionalInt;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class IntrospectionAgeTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "30, 30",
        "86400, 86400",
        "0,",
        "-1,",
        "86401,",
        "30s,",
        "' 30',",
        "1.5,",
        "4294967297,",
        "'',",
        "+30,",
        "0030,",
        "٣٠,",
        "３０,"
    })
    void valueIsSecondsUpToADay(String value, Integer seconds) {
        assertThat(IntrospectionAge.parse(value))
                .isEqualTo(seconds == null ? OptionalInt.empty() : OptionalInt.of(seconds));
    }
}
