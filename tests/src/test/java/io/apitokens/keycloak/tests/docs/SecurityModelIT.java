package io.apitokens.keycloak.tests.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.apitokens.keycloak.launcher.Distribution;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that the security model's table of threats names an existing test for each threat. */
class SecurityModelIT {

    private static final Pattern NAMED = Pattern.compile("`(\\w+(?:IT|Test))\\.(\\w+)`");
    private static final Pattern THREAT = Pattern.compile("^\\| (?!threat|---|asset|actor)[^|]+\\|[^|]+\\|([^|]*)\\|$");

    private final Path repository = Distribution.find().repository();

    @Test
    void everyThreatNamesATestAndEveryTestExists() throws IOException {
        String model = Files.readString(repository.resolve("docs").resolve("security.md"));
        assertThat(model.substring(model.indexOf("## Threats")).lines().filter(line -> THREAT.matcher(line)
                        .matches()))
                .hasSizeGreaterThan(30)
                .allMatch(line -> NAMED.matcher(line).find());
        assertThat(NAMED.matcher(model).results().filter(named -> !source(named)
                        .contains("void " + named.group(2) + "(")))
                .extracting(MatchResult::group)
                .as("tests that are named and do not exist")
                .isEmpty();
    }

    private String source(MatchResult named) {
        try (Stream<Path> files = Stream.of("tests", "provider")
                .map(module -> repository.resolve(module).resolve("src").resolve("test"))
                .flatMap(SecurityModelIT::walk)) {
            return Files.readString(files.filter(file -> file.endsWith(named.group(1) + ".java"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("There is no " + named.group(1))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> walk(Path folder) {
        try {
            return Files.walk(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
