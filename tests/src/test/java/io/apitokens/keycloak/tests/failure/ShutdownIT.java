package io.apitokens.keycloak.tests.failure;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import io.apitokens.keycloak.tests.fixture.database.Database;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tests that a node writes the last uses before it stops, and loses only those of the last seconds in a crash. */
class ShutdownIT {

    @Test
    void usesThatWereNotWrittenYetAreWrittenAtShutdown(@TempDir Path folder) {
        try (Database database = Database.start(folder)) {
            Minted minted;
            try (KeycloakUnderTest keycloak = KeycloakUnderTest.start(folder, database)) {
                TestRealm realm = TestRealm.create(keycloak);
                do {
                    minted = realm.account(ALICE).mint("used " + System.nanoTime());
                    assertThat(realm.introspection().isActive(minted.secret())).isTrue();
                    // The server writes the last uses every few seconds.
                } while (lastUse(database, minted) != 0);
            }
            assertThat(lastUse(database, minted)).isPositive();
        }
    }

    @Test
    @DisabledIfSystemProperty(named = "server", matches = "container")
    void crashLosesWhatWasNotWrittenYetAndNoMore(@TempDir Path folder) {
        try (Database database = Database.start(folder);
                KeycloakUnderTest keycloak = KeycloakUnderTest.start(folder, database)) {
            TestRealm realm = TestRealm.create(keycloak);
            Minted before = realm.account(ALICE).mint("used some seconds before");
            realm.introspection().of(before.secret());
            await().atMost(30, TimeUnit.SECONDS).until(() -> lastUse(database, before) > 0);
            long written = lastUse(database, before);
            Minted last;
            do {
                last = realm.account(ALICE).mint("used at last " + System.nanoTime());
                assertThat(realm.introspection().isActive(last.secret())).isTrue();
                // The server writes the last uses every few seconds.
            } while (lastUse(database, last) != 0);
            keycloak.kill();
            assertThat(lastUse(database, before)).isEqualTo(written);
            assertThat(database.text("select REVOKED_REASON from API_TOKEN where ID = ?", last.id()))
                    .isNull();
        }
    }

    private static long lastUse(Database database, Minted minted) {
        return database.count("select LAST_USED_TIMESTAMP from API_TOKEN where ID = ?", minted.id());
    }
}
