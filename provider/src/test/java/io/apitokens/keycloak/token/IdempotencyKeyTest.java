package io.apitokens.keycloak.token;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class IdempotencyKeyTest {

    private static final Owner ALICE = new Owner("realm", "alice");

    @Test
    void requestWithoutTheHeaderHasNoKey() {
        assertThat(IdempotencyKey.parse(null, "{}")).isNull();
        assertThat(IdempotencyKey.parse(List.of(), "{}")).isNull();
    }

    @Test
    void severalKeysAreRefused() {
        assertThatThrownBy(() -> IdempotencyKey.parse(List.of("a", "a"), "{}"))
                .hasMessage("apiTokenIdempotencyKeyInvalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\u0000", "a\n", "é", "a, b"})
    void keyThatIsNotVisibleAsciiIsRefused(String header) {
        assertThatThrownBy(() -> IdempotencyKey.parse(List.of(header), "{}"))
                .hasMessage("apiTokenIdempotencyKeyInvalid");
    }

    @Test
    void longestKeyIsAccepted() {
        assertThat(key("k".repeat(255)).value()).hasSize(255);
        assertThatThrownBy(() -> key("k".repeat(256))).hasMessage("apiTokenIdempotencyKeyInvalid");
    }

    @Test
    void hashIsThatOfOneUserOneOperationAndOneKey() {
        assertThat(Stream.of(
                        key("k").mintHash(ALICE),
                        key("l").mintHash(ALICE),
                        key("k").mintHash(new Owner("realm", "bob")),
                        key("k").mintHash(new Owner("other", "alice")),
                        // The parts do not run into each other.
                        key("k").mintHash(new Owner("realma", "lice")),
                        key("ek").mintHash(new Owner("realm", "alic"))))
                .doesNotHaveDuplicates()
                .allMatch(hash -> hash.matches("[0-9a-f]{64}"));
        assertThat(key("k").mintHash(ALICE)).isEqualTo(key("k").mintHash(new Owner("realm", "alice")));
    }

    @Test
    void bodyHashTellsRequestsWithTheSameKeyApart() {
        assertThat(new IdempotencyKey("k", "{}").bodyHash())
                .matches("[0-9a-f]{64}")
                .isEqualTo(new IdempotencyKey("k", "{}").bodyHash())
                .isNotEqualTo(new IdempotencyKey("k", "{ }").bodyHash())
                // Equal bodies of different requests cannot be found by their hashes.
                .isNotEqualTo(new IdempotencyKey("l", "{}").bodyHash());
    }

    @Test
    void bodyDoesNotChangeTheHashByWhichARequestIsFound() {
        assertThat(new IdempotencyKey("k", "{}").mintHash(ALICE))
                .isEqualTo(new IdempotencyKey("k", "{ }").mintHash(ALICE));
    }

    private static IdempotencyKey key(String value) {
        return IdempotencyKey.parse(List.of(value), "{}");
    }
}
