package io.apitokens.keycloak.tests.lifecycle;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.apitokens.keycloak.launcher.Distribution;
import io.apitokens.keycloak.tests.fixture.database.Database;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests that the extension can be added to a Keycloak that has run without it, and removed again. */
@Tag("database")
@Tag("slow")
class UpgradeIT {

    private static final List<Path> STOCK = List.of();
    private static final List<Path> EXTENDED = Distribution.find().providers();
    private static final String CHANGES = "select count(*) from DATABASECHANGELOG_APITOKENS";

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void keycloakWithDataGetsApiTokensKeepsThemAndDoesWithoutTheExtensionAgain(@TempDir Path folder) {
        try (Database database = Database.startEmpty(folder)) {
            TestRealm realm;
            try (KeycloakUnderTest keycloak = KeycloakUnderTest.start(folder, database, STOCK, 0)) {
                realm = TestRealm.create(keycloak);
                assertThat(realm.accessToken(ALICE)).isNotEmpty();
            }
            Minted minted;
            try (KeycloakUnderTest keycloak = KeycloakUnderTest.start(folder, database, EXTENDED, 0)) {
                minted = realm.at(keycloak).account(ALICE).mint("minted", "notes:read", "notes:write");
                requireActive(realm.at(keycloak), minted);
            }
            long changes = database.count(CHANGES);
            // Such rows are older than the table of scopes.
            database.update("drop table API_TOKEN_SCOPE");
            database.update("delete from DATABASECHANGELOG_APITOKENS where ID = '0.1.0-api-token-scope'");
            try (KeycloakUnderTest keycloak = KeycloakUnderTest.start(folder, database, EXTENDED, 0)) {
                requireActive(realm.at(keycloak), minted);
                assertThat(database.count(CHANGES)).isEqualTo(changes);
                assertThat(database.lines("select SCOPE from API_TOKEN_SCOPE order by SCOPE"))
                        .containsExactly("notes:read", "notes:write");
            }
            try (KeycloakUnderTest keycloak = KeycloakUnderTest.start(folder, database, STOCK, 0)) {
                TestRealm without = realm.at(keycloak);
                assertThat(without.accessToken(ALICE)).isNotEmpty();
                assertThat(without.introspection().isActive(minted.secret())).isFalse();
                // The realm still has the themes that were removed with the extension.
                assertThat(status(without.url() + "/account")).isEqualTo(200);
                assertThat(status(keycloak.url() + "/admin/" + without.name() + "/console/"))
                        .isEqualTo(200);
                without.user(ALICE).remove();
                without.close();
            }
            assertThat(database.count("select count(*) from API_TOKEN")).isEqualTo(1);
        }
    }

    private static void requireActive(TestRealm realm, Minted minted) {
        assertThat(realm.introspection().isActive(minted.secret())).isTrue();
        assertThat(realm.account(ALICE).labels("?status=active")).containsExactly("minted");
    }

    private static int status(String url) {
        return Http.send(Http.to(url).GET()).status();
    }
}
