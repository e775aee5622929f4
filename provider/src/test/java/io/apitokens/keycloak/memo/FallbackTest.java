package io.apitokens.keycloak.memo;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FallbackTest {

    private final List<LinkageError> told = new ArrayList<>();
    private final Fallback fallback = new Fallback(told::add);

    @Test
    void codeRunsUntilAClassOfKeycloakIsAnother() {
        NoSuchMethodError missing = new NoSuchMethodError();
        assertThat(fallback.call(() -> "code", "otherwise")).isEqualTo("code");
        assertThat(fallback.isOff()).isFalse();
        assertThat(fallback.<String>call(
                        () -> {
                            throw missing;
                        },
                        "otherwise"))
                .isEqualTo("otherwise");
        assertThat(fallback.isOff()).isTrue();
        assertThat(fallback.call(() -> "code", "otherwise")).isEqualTo("otherwise");
        assertThat(told).containsExactly(missing);
    }

    @Test
    void causeIsToldOnce() {
        fallback.switchOff(new NoClassDefFoundError());
        fallback.switchOff(new NoClassDefFoundError());
        assertThat(told).hasSize(1);
    }
}
