package io.apitokens.keycloak.policy;

import java.util.stream.Stream;

import io.apitokens.keycloak.token.Label;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class LabelSuggestionTest {

    @ParameterizedTest
    @CsvSource({
        "Notes, notes, Notes",
        ", notes, notes",
        "' ', notes, notes",
        "${client_notes}, notes, notes",
        "' Notes ', notes, Notes",
        "メモ, notes, メモ",
        "'a\u202Eb', notes, notes",
        "'a\u202Eb', '\u0007', API token"
    })
    void isTheNameOfTheClientOrItsId(String name, String clientId, String label) {
        assertThat(suggest(name, clientId)).isEqualTo(label);
    }

    @Test
    void hasTheFirstFreeNumber() {
        assertThat(suggest("Notes", "notes", "Notes")).isEqualTo("Notes 2");
        assertThat(suggest("Notes", "notes", "Notes", "Notes 2", "Notes 4")).isEqualTo("Notes 3");
        assertThat(suggest("Notes", "notes", "Notes 2")).isEqualTo("Notes");
    }

    @Test
    void longNameIsCutBetweenCharacters() {
        String cut = "😀".repeat(240);
        assertThat(suggest("😀".repeat(255), "notes")).isEqualTo(cut);
        assertThat(suggest("😀".repeat(255), "notes", cut)).isEqualTo(cut + " 2");
        assertThat(suggest("x".repeat(1000), "notes")).isEqualTo("notes");
    }

    private static String suggest(String name, String clientId, String... taken) {
        return LabelSuggestion.of(
                        name, clientId, Stream.of(taken).map(Label::new).toList())
                .value();
    }
}
