package io.apitokens.keycloak.token;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SecretTest {

    /** The pattern that secret scanners search for. */
    private static final String DOCUMENTED_FORM = "kcat_[0-9A-Za-z]{49}";

    // The smallest and the largest secret, with checksum and hash from an independent implementation of CRC-32 and
    // SHA-256.
    private static final String SMALLEST = "kcat_00000000000000000000000000000000000000000000u2SrQ";
    private static final String SMALLEST_HASH = "6dcd9a203e0c0aee4d8605d8490aa5f5a57101513dc9691107a0ea0744a09cca";
    private static final String LARGEST = "kcat_yhjskwdA6OZ1AL1YmHWZWm8LLG7HjnuCA2j5rOw8Xp12pnFpY";
    private static final String LARGEST_HASH = "ff2d412605adc95a453186282e1eeac2b627ae588ccea4da146dfe90ec92261d";

    @Test
    void generatedSecretHasTheDocumentedForm() {
        assertThat(Secret.generate("kcat").reveal()).matches(DOCUMENTED_FORM);
    }

    @Test
    void generatedSecretsDiffer() {
        Set<String> secrets = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            secrets.add(Secret.generate("kcat").reveal());
        }
        assertThat(secrets).hasSize(1_000);
    }

    @Test
    void generatedSecretIsRecognised() {
        Secret secret = Secret.generate("acme_pat");
        assertThat(Secret.parse(secret.reveal())).contains(secret);
    }

    @ParameterizedTest
    @CsvSource({SMALLEST + "," + SMALLEST_HASH, LARGEST + "," + LARGEST_HASH})
    void secretOfAnotherImplementationIsRecognisedAndHashedAlike(String secret, String hash) {
        assertThat(Secret.parse(secret).map(Secret::hash)).contains(hash);
    }

    /** The check value of CRC-32/ISO-HDLC, and others published with it. */
    @ParameterizedTest
    @CsvSource({
        "123456789, cbf43926",
        "a, e8b7be43",
        "abc, 352441c2",
        "message digest, 20159d7f",
        "abcdefghijklmnopqrstuvwxyz, 4c2750bd"
    })
    void checksumIsThePublishedCrc32(String text, String published) {
        assertThat(Secret.checksum(text)).isEqualTo(Base62.encode(new BigInteger(published, 16), 6));
    }

    @Test
    void everyChangedCharacterIsDetected() {
        String secret = Secret.generate("kcat").reveal();
        for (int i = 0; i < secret.length(); i++) {
            char other = secret.charAt(i) == 'x' ? 'y' : 'x';
            String changed = secret.substring(0, i) + other + secret.substring(i + 1);
            assertThat(Secret.parse(changed)).as(changed).isEmpty();
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "_",
                "kcat",
                "kcat_",
                "kcat_0",
                "null",
                "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl",
                "' OR '1'='1",
                "kcat_ÄÖÜ",
                "\u0000",
                "😀"
            })
    void junkIsRefused(String junk) {
        assertThat(Secret.parse(junk)).isEmpty();
    }

    @Test
    void surroundingsAreRefused() {
        String secret = Secret.generate("kcat").reveal();
        assertThat(Secret.parse(" " + secret)).isEmpty();
        assertThat(Secret.parse(secret + "\n")).isEmpty();
        assertThat(Secret.parse(secret.toUpperCase(Locale.ROOT))).isEmpty();
        assertThat(Secret.parse(secret + secret)).isEmpty();
        assertThat(Secret.parse("a".repeat(10_000_000))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "a %s.", "x%s", "scope_%s", "%sx", "%s_", "%%20%s", "a=%s%%", "kcat_%s%s", "_%sé"})
    void secretIsFoundWithinAWord(String text) {
        String secret = Secret.generate("kcat").reveal();
        String mistyped = secret.substring(0, secret.length() - 1) + (secret.endsWith("a") ? "b" : "a");
        assertThat(Secret.isIn(text.formatted(secret, secret))).isTrue();
        assertThat(Secret.isIn(text.formatted(mistyped, mistyped))).isFalse();
    }

    @Test
    void longTextIsSearchedOnce() {
        String separators = "_".repeat(10_000_000);
        assertThat(Secret.isIn(separators)).isFalse();
        assertThat(Secret.isIn(separators + Secret.generate("kcat").reveal())).isTrue();
    }

    @Test
    void hintIsPrefixAndLastFourCharacters() {
        Secret secret = Secret.generate("kcat");
        String value = secret.reveal();
        assertThat(secret.hint()).isEqualTo("kcat_…" + value.substring(value.length() - 4));
    }

    @Test
    void secretNeverShowsItself() {
        Secret secret = Secret.generate("kcat");
        assertThat(secret.toString()).isEqualTo("Secret[redacted]");
        assertThat("%s %s".formatted(secret, Secret.parse(secret.reveal()))).doesNotContain(secret.reveal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1kcat", "_kcat", "kc-at", "kcat.", "k c", "käse", "abcdefghijklmnopq"})
    void prefixThatNoSecretCanHaveIsRefused(String prefix) {
        assertThatIllegalArgumentException().isThrownBy(() -> Secret.generate(prefix));
    }
}
