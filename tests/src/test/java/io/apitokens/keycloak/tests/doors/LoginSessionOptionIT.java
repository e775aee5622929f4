package io.apitokens.keycloak.tests.doors;

import java.nio.file.Path;

import io.apitokens.keycloak.tests.fixture.database.Database;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.Exchange.Tokens;
import io.apitokens.keycloak.tests.fixture.realm.PlainBrowser;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests a server whose operator has selected a provider of authentication sessions. */
class LoginSessionOptionIT {

    @Test
    void loginsAndExchangesWorkWithAProviderThatTheOperatorHasChosen(@TempDir Path folder) {
        try (Database database = Database.start(folder);
                KeycloakUnderTest keycloak = KeycloakUnderTest.start(
                        folder, database, "--spi-authentication-sessions--provider=infinispan");
                TestRealm realm = TestRealm.create(keycloak)) {
            assertThat(new PlainBrowser(realm).logIn(ALICE)).isNotEmpty();
            Minted minted = realm.account(ALICE).mint("exchanged");
            Tokens tokens = realm.exchange().withRefreshToken(minted.secret());
            assertThat(realm.exchange().refresh(tokens.refreshToken()).status()).isEqualTo(200);
            assertThat(realm.introspection().isActive(tokens.jwt())).isTrue();
        }
    }
}
