package io.apitokens.keycloak.rest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that the REST reference has the message key of each error, and no other. */
class ErrorKeysTest {

    private static final Path SOURCES = Path.of("src/main/java/io/apitokens/keycloak");
    private static final Path REFERENCE = Path.of("../docs/rest.md");

    /** The texts of emails. */
    private static final Path NOTICES = SOURCES.resolve("notice");

    @Test
    void areThoseOfTheRestReference() throws IOException {
        Set<String> keys = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(Predicate.not(file -> file.startsWith(NOTICES)))
                    .toList()) {
                keys.addAll(keys(file, "\""));
            }
        }
        assertThat(keys).contains("apiTokenNotFound").isEqualTo(keys(REFERENCE, "`"));
    }

    private static Set<String> keys(Path file, String quote) throws IOException {
        return Pattern.compile(quote + "(apiToken[A-Z][A-Za-z]*)" + quote)
                .matcher(Files.readString(file))
                .results()
                .map((MatchResult result) -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
