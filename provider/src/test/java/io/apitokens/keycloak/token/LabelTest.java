package io.apitokens.keycloak.token;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LabelTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CI pipeline",
                "Ночная выгрузка",
                "夜間バッチ",
                "نسخ احتياطي",
                "👩‍💻 laptop",
                "<b>bold</b> & \"quoted\"",
                "'; DROP TABLE API_TOKEN; --",
                "100 % _really_"
            })
    void anyLanguageIsAccepted(String label) {
        assertThat(Label.parse(label).value()).isEqualTo(label);
    }

    @Test
    void surroundingWhiteSpaceIsTrimmed() {
        assertThat(Label.parse("\u2003 CI pipeline\t\n").value()).isEqualTo("CI pipeline");
    }

    @Test
    void equalTextsAreEqualLabels() {
        assertThat(Label.parse("Cafe\u0301")).isEqualTo(Label.parse("Caf\u00e9"));
    }

    @Test
    void lengthCountsCharactersAsPeopleDo() {
        assertThat(Label.parse("😀".repeat(255)).value()).hasSize(510);
        assertRefused("😀".repeat(256), "apiTokenLabelTooLong");
        assertRefused("x".repeat(256), "apiTokenLabelTooLong");
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {" ", "\n\t", "\u00a0", "\u200b", " \u200d\ufeff "})
    void invisibleLabelIsRefused(String label) {
        assertRefused(label, "apiTokenLabelRequired");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a\u0000b", "a\nb", "a\tb", "a\u007fb", "a\u0085b", "a\u2028b", "a\u202eb", "a\u2066b", "a\ud83d"
            })
    void disguisingCharactersAreRefused(String label) {
        assertRefused(label, "apiTokenLabelInvalidCharacters");
    }

    @Test
    void law7TextWithASecretIsRefused() {
        String secret = Secret.generate("kcat").reveal();
        assertRefused(secret, "apiTokenTextHasSecret");
        assertRefused("CI (" + secret + ")", "apiTokenTextHasSecret");
        assertThat(Label.parse(secret.substring(1)).value()).hasSize(secret.length() - 1);
        assertThatExceptionOfType(InvalidApiTokenException.class)
                .isThrownBy(() -> Description.parse("It is\n" + secret))
                .withMessage("apiTokenTextHasSecret");
        assertThatExceptionOfType(InvalidApiTokenException.class)
                .isThrownBy(() -> Comment.parse("leaked: " + secret))
                .withMessage("apiTokenTextHasSecret");
    }

    @Test
    void descriptionMayHaveLines() {
        assertThat(Description.parse("first\nsecond\tcolumn").value()).isEqualTo("first\nsecond\tcolumn");
        assertThat(Description.parse(" \n ")).isNull();
        assertThat(Description.parse(null)).isNull();
        assertThatExceptionOfType(InvalidApiTokenException.class)
                .isThrownBy(() -> Description.parse("x".repeat(1001)))
                .satisfies(e -> assertThat(e.field()).isEqualTo("description"));
    }

    private static void assertRefused(String label, String messageKey) {
        assertThatExceptionOfType(InvalidApiTokenException.class)
                .isThrownBy(() -> Label.parse(label))
                .withMessage(messageKey)
                .satisfies(e -> assertThat(e.field()).isEqualTo("label"));
    }
}
