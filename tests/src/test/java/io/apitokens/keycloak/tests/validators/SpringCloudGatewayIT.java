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

import static org.assertj.core.api.Assertions.assertThat;

/** The recipe for Spring Cloud Gateway, which logs all that Spring does. */
@IntegrationTest
class SpringCloudGatewayIT {

    private static final String HEADING = "Spring Cloud Gateway";
    private static final String PROGRAM = "spring-cloud-gateway";

    private final KeycloakUnderTest keycloak;
    private final TestRealm realm;

    SpringCloudGatewayIT(KeycloakUnderTest keycloak, TestRealm realm) {
        this.keycloak = keycloak;
        this.realm = realm;
    }

    @Test
    void gatewayPassesApiTokensUntilTheyAreRevoked(@TempDir Path folder) throws IOException {
        RecipePrograms.assertDocumented(HEADING, PROGRAM, "gateway/Gateway.java");
        int port = Ports.free();
        try (Upstream api = new Upstream()) {
            Recipe settings = RecipePrograms.settings(HEADING, "yaml", keycloak.url(), realm.name())
                    .with("8081", Integer.toString(api.port()));
            Files.writeString(folder.resolve("application.yaml"), settings.text());
            Map<String, String> environment = Map.of(
                    "SERVER_ADDRESS", "localhost",
                    "SERVER_PORT", Integer.toString(port),
                    "LOGGING_LEVEL_ORG_SPRINGFRAMEWORK", "DEBUG");
            try (AppUnderTest app = AppUnderTest.start(
                    folder,
                    "http://localhost:" + port + "/notes",
                    environment,
                    RecipePrograms.command(PROGRAM, "validator.jar"))) {
                AppContract.assertKept(realm, app, "API: ");
                assertThat(api.seen()).isNotEmpty().allSatisfy(seen -> assertThat(seen.headers())
                        .doesNotContainKey("Authorization"));
            }
        }
    }
}
