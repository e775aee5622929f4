package io.apitokens.keycloak.claims;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LoggedValuesTest {

    private final LoggedValues logged = new LoggedValues();

    @Test
    void valueIsLoggedOnceForEachClient() {
        assertThat(logged.add("a", "30s")).isTrue();
        assertThat(logged.add("a", "30s")).isFalse();
        assertThat(logged.add("b", "30s")).isTrue();
        assertThat(logged.add("a", "30s")).isFalse();
    }

    @Test
    void anotherValueIsLogged() {
        assertThat(logged.add("a", "30s")).isTrue();
        assertThat(logged.add("a", "none")).isTrue();
        assertThat(logged.add("a", "none")).isFalse();
    }

    @Test
    void clientOfTheLongestAgoIsForgotten() {
        logged.add("rare", "0");
        logged.add("frequent", "0");
        for (int i = 0; i < LoggedValues.MAX_CLIENTS - 1; i++) {
            logged.add("client " + i, "0");
            assertThat(logged.add("frequent", "0")).isFalse();
        }
        assertThat(logged.add("rare", "0")).isTrue();
    }
}
