package io.apitokens.keycloak.tests.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.apitokens.keycloak.launcher.Distribution;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

/** The files for secret scanners in {@code examples/scanners}. */
@IntegrationTest
class ScannersIT {

    private static final Path FOLDER = Distribution.find().repository().resolve("examples/scanners");
    private static final String OF_ANOTHER_PREFIX = "kcat_00000000000000000000000000000000000000000000u2SrQ";

    /** The lines that hold the pattern in each file. */
    private static final Map<String, Pattern> PATTERNS = Map.of(
            "gitleaks.toml", Pattern.compile("regex = '''(.*)'''"),
            "trufflehog.yaml", Pattern.compile("secret: '(.*)'"),
            "git-secrets.txt", Pattern.compile("(.*)"),
            "github-custom-pattern.txt", Pattern.compile("Secret format: (.*)"));

    @Test
    void filesAreThoseThatTheCommandGenerates(@TempDir Path folder) throws Exception {
        generate("kcat", folder);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrderElementsOf(PATTERNS.keySet());
        }
        for (String file : PATTERNS.keySet()) {
            assertThat(folder.resolve(file)).hasSameTextualContentAs(FOLDER.resolve(file));
        }
    }

    @Test
    void patternsFindSecretsOfThisServerAndNothingElse(TestRealm realm) throws IOException {
        String secret = realm.account(ALICE).mint("found").secret();
        for (String file : PATTERNS.keySet()) {
            Pattern pattern = pattern(FOLDER.resolve(file), file);
            assertThat(pattern.matcher("token = \"" + secret + "\"").find())
                    .as(file)
                    .isTrue();
            assertThat(pattern.matcher(secret.substring(0, secret.length() - 1)).find())
                    .as(file)
                    .isFalse();
        }
    }

    @Test
    void patternsOfAnotherPrefixFindOnlyThat(@TempDir Path folder) throws Exception {
        generate("Acme_2", folder);
        for (String file : PATTERNS.keySet()) {
            Pattern pattern = pattern(folder.resolve(file), file);
            assertThat(pattern.matcher(OF_ANOTHER_PREFIX.replace("kcat", "Acme_2"))
                            .find())
                    .as(file)
                    .isTrue();
            assertThat(pattern.matcher(OF_ANOTHER_PREFIX).find()).as(file).isFalse();
        }
    }

    @Test
    void prefixThatTheServerWouldRefuseIsRefused(@TempDir Path folder) throws Exception {
        for (String prefix : List.of("1st", "a.b", "a-b", "$(id)", "abcdefghijklmnopq", "a\nb")) {
            Process process = new ProcessBuilder(FOLDER.resolve("generate").toString(), prefix, folder.toString())
                    .redirectErrorStream(true)
                    .start();
            process.getInputStream().readAllBytes();
            assertThat(process.waitFor()).as(prefix).isEqualTo(1);
            assertThat(folder).isEmptyDirectory();
        }
    }

    /** The program itself looks for whole words, so its file has only the pattern of a secret. */
    @Test
    void gitSecretsFindsASecretAndNoLookAlike(TestRealm realm, @TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(
                Boolean.parseBoolean(System.getenv("REQUIRE_PROGRAMS")) || run(folder, "", "git", "secrets") == 0,
                "git-secrets is not installed");
        String pattern = Files.readString(FOLDER.resolve("git-secrets.txt")).strip();
        String secret = realm.account(ALICE).mint("found").secret();
        assertThat(run(folder, "", "git", "init", "--quiet")).isZero();
        assertThat(run(folder, "", "git", "secrets", "--add", pattern)).isZero();
        assertThat(run(folder, "TOKEN=" + secret, "git", "secrets", "--scan", "-"))
                .isEqualTo(1);
        assertThat(run(folder, "TOKEN=" + secret + "0", "git", "secrets", "--scan", "-"))
                .isZero();
        assertThat(run(folder, "TOKEN=x" + secret, "git", "secrets", "--scan", "-"))
                .isZero();
    }

    private static void generate(String prefix, Path folder) throws Exception {
        assertThat(run(folder, "", FOLDER.resolve("generate").toString(), prefix, folder.toString()))
                .isZero();
    }

    private static Pattern pattern(Path file, String name) throws IOException {
        return Files.readAllLines(file).stream()
                .map(PATTERNS.get(name)::matcher)
                .filter(matcher -> matcher.find())
                .map(matcher -> Pattern.compile(matcher.group(1)))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the exit code of a command that reads the input. */
    private static int run(Path folder, String input, String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.outputWriter().append(input).append("\n").close();
        process.getInputStream().readAllBytes();
        return process.waitFor();
    }
}
