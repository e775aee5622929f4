package io.apitokens.keycloak.tests.lifecycle;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.apitokens.keycloak.launcher.Distribution;
import io.apitokens.keycloak.tests.fixture.database.Database;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests that a realm can be saved and restored by {@code kc.sh export} and {@code kc.sh import}. */
@Tag("slow")
class WholeExportIT {

    private static final List<Path> EXTENDED = Distribution.find().providers();
    private static final String RULES = "{\"exchangeEnabled\":true,\"maxLifetime\":3600,\"maxActive\":7}";
    private static final String CLIENT_RULES = "{\"maxActive\":3}";

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void policyAndTokenClientsComeBackAndApiTokensDoNot(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("realm.json");
        try (Database database = Database.startEmpty(folder)) {
            TestRealm realm;
            Minted minted;
            try (KeycloakUnderTest keycloak = KeycloakUnderTest.start(folder, database, EXTENDED, 0)) {
                realm = TestRealm.create(keycloak);
                realm.apiTokensAdmin().setPolicy(RULES);
                realm.apiTokensAdmin().setPolicy(realm.clientId(NOTES), CLIENT_RULES);
                minted = realm.account(ALICE).mint("not to be exported", "notes:read");
            }
            KeycloakUnderTest.run(folder, database, EXTENDED, "export", "--file=" + file, "--realm=" + realm.name());
            assertThat(Files.readString(file))
                    .contains("\"api.tokens.max.lifetime\"", ALICE)
                    .doesNotContain("not to be exported", minted.id(), minted.secret());

            // The import replaces the existing realm.
            KeycloakUnderTest.run(folder, database, EXTENDED, "import", "--file=" + file, "--override=true");
            try (KeycloakUnderTest keycloak = KeycloakUnderTest.start(folder, database, EXTENDED, 0)) {
                TestRealm imported = realm.at(keycloak);
                assertThat(imported.apiTokensAdmin().get("/policy").json()).hasToString(RULES);
                assertThat(imported.apiTokensAdmin()
                                .get("/policy/clients/" + imported.clientId(NOTES))
                                .json())
                        .hasToString(CLIENT_RULES);
                assertThat(imported.apiTokensAdmin().get("").json()).isEmpty();
                assertThat(imported.introspection().isActive(minted.secret())).isFalse();
                Minted again = imported.account(ALICE).mint("minted anew", "notes:read");
                assertThat(imported.introspection().isActive(again.secret())).isTrue();
            }
        }
    }
}
