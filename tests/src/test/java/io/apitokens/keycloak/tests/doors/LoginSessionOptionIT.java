package io.apitokens.keycloak.tests.doors;

import java.nio.file.Path;

import io.apitokens.keycloak.launcher.Distribution;
import io.apitokens.keycloak.tests.fixture.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.Database;
import io.apitokens.keycloak.tests.fixture.Exchange.Tokens;
import io.apitokens.keycloak.tests.fixture.KeycloakUnderTest;
import io.apitokens.keycloak.tests.fixture.PlainBrowser;
import io.apitokens.keycloak.tests.fixture.TestRealm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.apitokens.keycloak.tests.fixture.TestRealm.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

/** A server whose operator has chosen a provider of authentication sessions. */
class LoginSessionOptionIT {

    @Test
    void loginsAndExchangesWorkWithAProviderThatTheOperatorHasChosen(@TempDir Path folder) {
        try (Database database = Database.start(folder);
                KeycloakUnderTest keycloak = KeycloakUnderTest.start(
                        folder,
                        database,
                        Distribution.find().providers(),
                        0,
                        "--spi-authentication-sessions--provider=infinispan");
                TestRealm realm = TestRealm.create(keycloak)) {
            assertThat(new PlainBrowser(realm).logIn(ALICE)).isNotEmpty();
            Minted minted = realm.account(ALICE).mint("exchanged");
            Tokens tokens = realm.exchange().withRefreshToken(minted.secret());
            assertThat(realm.exchange().refresh(tokens.refreshToken()).status()).isEqualTo(200);
            assertThat(realm.introspection().isActive(tokens.jwt())).isTrue();
        }
    }
}
