package io.apitokens.keycloak.tests.validators;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.apitokens.keycloak.launcher.Distribution;
import io.apitokens.keycloak.tests.fixture.realm.ForwardAuth;

/**
 * A recipe of the documentation, as it stands there.
 *
 * @param text settings of a program
 */
record Recipe(String text) {

    private static final Path FILE = Distribution.find().repository().resolve("docs/validators.md");

    /**
     * Reads a recipe.
     *
     * @param heading of its section
     * @param language of its code block; the first of that language in the section
     */
    static Recipe of(String heading, String language) {
        Matcher block = Pattern.compile(
                        "(?ms)^##+ " + Pattern.quote(heading) + "$(?:(?!^## ).)*?^```" + language + "\\n(.*?)^```$")
                .matcher(read());
        if (!block.find()) {
            throw new AssertionError("No recipe for " + heading);
        }
        return new Recipe(block.group(1));
    }

    private static String read() {
        try {
            return Files.readString(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same with another text in place of one that it has. */
    Recipe with(String documented, String real) {
        if (!text.contains(documented)) {
            throw new AssertionError(documented + " is not in the recipe:\n" + text);
        }
        return new Recipe(text.replace(documented, real));
    }

    /** The same with the credentials of an API in place of those that are documented. */
    Recipe withCredentials(String clientId, String secret) {
        return with(ForwardAuth.basic("notes-api", "the-secret-of-notes-api"), ForwardAuth.basic(clientId, secret));
    }
}
