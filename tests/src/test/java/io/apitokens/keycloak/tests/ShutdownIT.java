package io.apitokens.keycloak.tests;

import java.nio.file.Path;

import io.apitokens.keycloak.launcher.Distribution;
import io.apitokens.keycloak.tests.fixture.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.Database;
import io.apitokens.keycloak.tests.fixture.KeycloakUnderTest;
import io.apitokens.keycloak.tests.fixture.TestRealm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.apitokens.keycloak.tests.fixture.TestRealm.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

/** What a node has seen is written before it is gone. */
class ShutdownIT {

    @Test
    void usesThatWereNotWrittenYetAreWrittenAtShutdown(@TempDir Path folder) {
        try (Database database = Database.start(folder)) {
            Minted minted;
            try (KeycloakUnderTest keycloak = KeycloakUnderTest.start(
                    folder, database, Distribution.find().providers(), 0)) {
                TestRealm realm = TestRealm.create(keycloak);
                do {
                    minted = realm.account(ALICE).mint("used " + System.nanoTime());
                    assertThat(realm.introspection().isActive(minted.secret())).isTrue();
                    // Every few seconds a writing comes in between.
                } while (lastUse(database, minted) != 0);
            }
            assertThat(lastUse(database, minted)).isPositive();
        }
    }

    private static long lastUse(Database database, Minted minted) {
        return database.count("select LAST_USED_TIMESTAMP from API_TOKEN where ID = ?", minted.id());
    }
}
