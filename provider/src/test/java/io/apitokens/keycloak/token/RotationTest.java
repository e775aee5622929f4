package io.apitokens.keycloak.token;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RotationTest {

    private static final long NOW = 1_000;
    private static final TokenUse LATE_USE = new TokenUse(900, "192.0.2.1", null);

    @ParameterizedTest(name = "secret {0} while {1} is current and grace ends at {2}: {3}")
    @CsvSource({
        "0, 0,     , true",
        "1, 0,     , false",
        "1, 1,     , true",
        "0, 1,     , false",
        "0, 1, 1001, true",
        "0, 1, 1000, false",
        "0, 1,  999, false",
        "0, 2, 1001, false",
        "1, 2, 1001, true",
        "2, 2,  999, true",
        "3, 2, 1001, false"
    })
    void acceptsTheCurrentSecretAndWithinGraceThePreviousOne(
            int secret, int current, Long graceEnds, boolean accepted) {
        Rotation rotation = new Rotation(current, current - 1, 500L, graceEnds, null, null);
        assertThat(rotation.isAccepted(secret, NOW)).isEqualTo(accepted);
    }

    @Test
    void nextRotationCountsUpAndForgetsLateUses() {
        Rotation first = new Rotation(1, 0, 500L, 700L, LATE_USE, 900L);
        assertThat(first.next(NOW, 1_500L)).isEqualTo(new Rotation(2, 1, NOW, 1_500L, null, null));
    }

    @Test
    void rotationInGraceEndsOnlyTheNewestSecretAndKeepsLateUses() {
        Rotation kept = new Rotation(1, 0, 500L, 1_700L, LATE_USE, 900L).nextInGrace(NOW);
        assertThat(kept.isAccepted(1, NOW)).isFalse();
        assertThat(kept.isAccepted(0, NOW)).isTrue();
        assertThat(kept.isAccepted(kept.number(), NOW)).isTrue();
        assertThat(kept.graceEnds()).isEqualTo(1_700L);
        assertThat(kept.lateUse()).isEqualTo(LATE_USE);
    }

    @Test
    void rotationIsRepeatedFewTimesAndNeverAfterThatOfAPerson() {
        Rotation itself = Rotation.NONE.nextByItself(NOW, 1_700L);
        assertThat(itself.mayBeRepeated()).isTrue();
        assertThat(itself.nextInGrace(NOW).mayBeRepeated()).isFalse();
        assertThat(itself.again(NOW).nextInGrace(NOW).nextInGrace(NOW).mayBeRepeated())
                .isFalse();
        assertThat(itself.again(NOW).again(NOW).again(NOW).again(NOW).mayBeRepeated())
                .isTrue();
        assertThat(itself.again(NOW).again(NOW).again(NOW).again(NOW).again(NOW).mayBeRepeated())
                .isFalse();
    }

    @Test
    void rotationByItselfKeepsLateUses() {
        Rotation first = new Rotation(1, 0, 500L, 700L, LATE_USE, 900L);
        assertThat(first.nextByItself(NOW, 1_500L)).isEqualTo(new Rotation(2, 1, NOW, 1_500L, LATE_USE, 900L));
    }

    @Test
    void repetitionReplacesTheNewestSecretAndKeepsThePreviousOne() {
        Rotation again = Rotation.NONE.next(NOW, NOW + 100).again(NOW + 1).again(NOW + 2);
        assertThat(again.isAccepted(3, NOW + 2)).isTrue();
        assertThat(again.isAccepted(2, NOW + 2)).isFalse();
        assertThat(again.isAccepted(1, NOW + 2)).isFalse();
        assertThat(again.isAccepted(0, NOW + 2)).isTrue();
        assertThat(again.isAccepted(0, NOW + 100)).isFalse();
    }

    @Test
    void nextRotationEndsAnEarlierGrace() {
        Rotation second = Rotation.NONE.next(NOW, NOW + 100).next(NOW + 1, null);
        assertThat(second.isAccepted(2, NOW + 1)).isTrue();
        assertThat(second.isAccepted(1, NOW + 1)).isFalse();
        assertThat(second.isAccepted(0, NOW + 1)).isFalse();
    }
}
