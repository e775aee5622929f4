package io.apitokens.keycloak.compatibility;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Compares the versions of Keycloak that files of the repository name with those of the build. */
class NamedVersionsTest {

    private static final TestedVersions TESTED = TestedVersions.ofThisBuild();

    @ParameterizedTest
    @CsvSource(
            delimiterString = " in ",
            value = {
                "ARG KEYCLOAK_VERSION=(.+) in docker/Dockerfile",
                "ARG KEYCLOAK_VERSION=(.+) in docker/source.Dockerfile",
                "ARG KEYCLOAK_VERSION=(.+) in docker/release/keycloak.Dockerfile",
                "keycloak/keycloak:(.+) in docs/install.md",
                "keycloak-with-api-tokens:(.+) in docs/install.md",
                "tag: \"(.+)\" in docs/install.md",
                "placeholder: (.+), jars in .github/ISSUE_TEMPLATE/bug.yml",
                "\"@keycloak/keycloak-.+\": \"(.+)\" in themes/account/package.json",
                "\"@keycloak/keycloak-.+\": \"(.+)\" in themes/admin/package.json",
            })
    void newestVersionIsNamed(String pattern, String file) throws IOException {
        assertThat(found(pattern, file)).isNotEmpty().containsOnly(TESTED.newest());
    }

    @Test
    void tableOfVersionsGoesFromTheNewestToTheOldest() throws IOException {
        List<String> versions = found("\\| (\\d+\\.\\d+\\.\\d+) \\| 17", "README.md");
        assertThat(versions).startsWith(TESTED.newest()).endsWith(TESTED.oldest());
    }

    @Test
    void workflowTestsTheOldestVersionAndOthersOfTheRange() throws IOException {
        List<String> versions = found("\"(\\d+\\.\\d+\\.\\d+)\"", ".github/workflows/ci.yml");
        assertThat(versions)
                .contains(TESTED.oldest())
                .doesNotContain(TESTED.newest())
                .allMatch(TESTED::include);
    }

    private static List<String> found(String pattern, String file) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(Path.of("..").resolve(file)))
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
