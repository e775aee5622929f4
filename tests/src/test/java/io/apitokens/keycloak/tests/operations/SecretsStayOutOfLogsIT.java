package io.apitokens.keycloak.tests.operations;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.MintedSecrets;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests law 7 for everything that earlier tests made the server log. {@link
 * io.apitokens.keycloak.tests.fixture.server.SharedServer} checks after each class that follows.
 */
@IntegrationTest
@Order(Integer.MAX_VALUE)
class SecretsStayOutOfLogsIT {

    @Test
    void law7NoSecretIsInTheLog(KeycloakUnderTest keycloak, TestRealm realm) throws IOException {
        Minted minted = realm.account(ALICE).mint("logged");
        realm.introspection().of(minted.secret());
        realm.accountWith(minted.secret()).get("");

        String log = Files.readString(keycloak.log(), StandardCharsets.UTF_8);
        assertThat(log).as("the log tells of this test at all").contains(minted.id(), "API_TOKEN");
        assertThat(MintedSecrets.in("Bearer " + minted.secret()))
                .as("a secret would be found")
                .isNotEmpty();
        assertThat(MintedSecrets.in(log)).isEmpty();
    }
}
