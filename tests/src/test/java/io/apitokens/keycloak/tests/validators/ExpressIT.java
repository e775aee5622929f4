package io.apitokens.keycloak.tests.validators;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.apitokens.keycloak.launcher.Ports;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;

/** The recipe for Express, with the packages of npm. */
@IntegrationTest
class ExpressIT {

    private static final Path PACKAGES = Path.of("src", "test", "node");

    private final KeycloakUnderTest keycloak;
    private final TestRealm realm;

    ExpressIT(KeycloakUnderTest keycloak, TestRealm realm) {
        this.keycloak = keycloak;
        this.realm = realm;
    }

    @Test
    void apiAcceptsApiTokensUntilTheyAreRevoked(@TempDir Path folder) throws IOException, InterruptedException {
        for (String file : List.of("package.json", "package-lock.json")) {
            Files.copy(PACKAGES.resolve(file), folder.resolve(file));
        }
        AppUnderTest.installPackages(folder);
        int port = Ports.free();
        Recipe recipe = RecipePrograms.settings("Express", "js", keycloak.url(), realm.name())
                .with("8080", Integer.toString(port))
                // Keycloak has no TLS here, which the library refuses by default.
                .with("\"\n);", "\",\n  undefined,\n  { execute: [client.allowInsecureRequests] }\n);");
        Files.writeString(folder.resolve("server.mjs"), recipe.text());
        String url = "http://localhost:" + port + "/notes";
        try (AppUnderTest app =
                AppUnderTest.start(folder, url, Map.of("NODE_DEBUG", "http"), List.of("node", "server.mjs"))) {
            AppContract.assertKept(realm, app, realm.userId(ALICE));
        }
    }
}
