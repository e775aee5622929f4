package io.apitokens.keycloak.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Compares versions in pom.xml with those of the libraries in Keycloak's distribution. */
class LibraryVersionsTest {

    @ParameterizedTest
    @CsvSource({
        "h2.version, com.h2database.h2",
        "resteasy-reactive.version, io.quarkus.resteasy.reactive.resteasy-reactive",
    })
    void libraryIsOfTheVersionThatKeycloakBrings(String property, String library) throws IOException {
        Path libraries = Path.of("target/distribution/keycloak-" + property("keycloak.version"), "lib/lib/main");
        assertThat(libraries.resolve(library + "-" + property(property) + ".jar"))
                .exists();
    }

    private static String property(String name) throws IOException {
        Matcher matcher =
                Pattern.compile("<" + Pattern.quote(name) + ">(.+)</").matcher(Files.readString(Path.of("../pom.xml")));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
