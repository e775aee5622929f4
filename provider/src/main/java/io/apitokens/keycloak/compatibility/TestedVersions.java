package io.apitokens.keycloak.compatibility;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The versions of Keycloak that a version of the extension was tested with, and all between them.
 *
 * @param extension the version of the extension
 * @param oldest the oldest version, such as 26.7.2
 * @param newest the newest version
 */
public record TestedVersions(String extension, String oldest, String newest) {

    /** Returns the versions of this build of the extension. */
    public static TestedVersions ofThisBuild() {
        try (InputStream file = TestedVersions.class.getResourceAsStream("versions.properties")) {
            Properties properties = new Properties();
            properties.load(file);
            return new TestedVersions(
                    properties.getProperty("extension"),
                    properties.getProperty("oldest"),
                    properties.getProperty("newest"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns whether a version is in the range. Compares its numbers, and ignores what follows them. */
    public boolean include(String version) {
        int[] numbers = numbers(version);
        return Arrays.compare(numbers(oldest), numbers) <= 0 && Arrays.compare(numbers, numbers(newest)) <= 0;
    }

    private static int[] numbers(String version) {
        return Stream.of(version.split("[.-]"))
                .limit(3)
                .takeWhile(part -> part.matches("\\d{1,9}"))
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    @Override
    public String toString() {
        return oldest + " to " + newest;
    }
}
