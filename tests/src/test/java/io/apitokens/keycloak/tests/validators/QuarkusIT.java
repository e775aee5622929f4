package io.apitokens.keycloak.tests.validators;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.apitokens.keycloak.launcher.Ports;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;

/** The recipe for Quarkus, with its default log level: with DEBUG, it logs tokens. */
@IntegrationTest
class QuarkusIT {

    private static final String HEADING = "Quarkus";
    private static final String PROGRAM = "quarkus";

    private final KeycloakUnderTest keycloak;
    private final TestRealm realm;

    QuarkusIT(KeycloakUnderTest keycloak, TestRealm realm) {
        this.keycloak = keycloak;
        this.realm = realm;
    }

    @Test
    void apiAcceptsApiTokensUntilTheyAreRevoked(@TempDir Path folder) throws IOException {
        RecipePrograms.assertDocumented(HEADING, PROGRAM, "quarkus/NotesResource.java");
        Recipe settings = RecipePrograms.settings(HEADING, "properties", keycloak.url(), realm.name());
        Files.createDirectory(folder.resolve("config"));
        Files.writeString(folder.resolve("config/application.properties"), settings.text());
        int port = Ports.free();
        Map<String, String> environment =
                Map.of("QUARKUS_HTTP_HOST", "localhost", "QUARKUS_HTTP_PORT", Integer.toString(port));
        try (AppUnderTest app = AppUnderTest.start(
                folder,
                "http://localhost:" + port + "/notes",
                environment,
                RecipePrograms.command(PROGRAM, "quarkus-app/quarkus-run.jar"))) {
            AppContract.assertKept(realm, app, realm.userId(ALICE));
        }
    }
}
