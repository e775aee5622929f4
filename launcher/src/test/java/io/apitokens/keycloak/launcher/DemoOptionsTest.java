package io.apitokens.keycloak.launcher;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class DemoOptionsTest {

    @Test
    void portsHaveDefaults() {
        assertThat(DemoOptions.parse()).isEqualTo(new DemoOptions(8080, 8081, false));
    }

    @Test
    void eachPortCanBeChosen() {
        assertThat(DemoOptions.parse("--port", "1", "--api-port=65535")).isEqualTo(new DemoOptions(1, 65535, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port=8081", "--api-port=8080"})
    void portsMustDiffer(String argument) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DemoOptions.parse(argument))
                .withMessageEndingWith("must differ");
    }

    @Test
    void helpIsAnOption() {
        assertThat(DemoOptions.parse("--help").help()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--port", "--port=", "--port=x", "--port=0", "--port=65536", "--port=-1", "--port=99999999999"})
    void invalidPortIsRefused(String argument) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DemoOptions.parse(argument))
                .withMessageStartingWith("--port wants a port");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-p", "8080", "--Port", "--help-me"})
    void unknownOptionIsRefused(String argument) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DemoOptions.parse(argument))
                .withMessageStartingWith("Unknown option " + argument);
    }
}
