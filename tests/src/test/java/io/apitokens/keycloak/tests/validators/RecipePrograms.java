package io.apitokens.keycloak.tests.validators;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.apitokens.keycloak.launcher.Distribution;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES_API_SECRET;
import static org.assertj.core.api.Assertions.assertThat;

/** The programs in {@code tests/validators}, whose code and settings are those of the documentation. */
final class RecipePrograms {

    private RecipePrograms() {}

    /** Returns the command that runs a jar of a program. */
    static List<String> command(String program, String jar) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                folder(program).resolve("target").resolve(jar).toString());
    }

    /** The settings of a recipe, with a real realm and secret. */
    static Recipe settings(String heading, String language, String keycloakUrl, String realm) {
        return Recipe.of(heading, language)
                .with("https://keycloak.example.com", keycloakUrl)
                .with("myrealm", realm)
                .with("the-secret-of-notes-api", NOTES_API_SECRET);
    }

    /** The code of the documentation is part of that of the program. */
    static void assertDocumented(String heading, String program, String source) throws IOException {
        String code = Files.readString(
                folder(program).resolve("src/main/java/io/apitokens/validators").resolve(source));
        assertThat(code).contains(Recipe.of(heading, "java").text());
    }

    private static Path folder(String program) {
        return Distribution.find().repository().resolve("tests/validators").resolve(program);
    }
}
