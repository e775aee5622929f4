package io.apitokens.keycloak.tests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

import io.apitokens.keycloak.tests.fixture.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.KeycloakUnderTest;
import io.apitokens.keycloak.tests.fixture.MintedSecrets;
import io.apitokens.keycloak.tests.fixture.TestRealm;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import static io.apitokens.keycloak.tests.fixture.TestRealm.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

/** Law 7, over everything that the other tests of the run made the server log. */
@IntegrationTest
@Order(Integer.MAX_VALUE)
class SecretsStayOutOfLogsIT {

    @Test
    void lawSevenNoSecretIsInTheLog(KeycloakUnderTest keycloak, TestRealm realm) throws IOException {
        Minted minted = realm.account(ALICE).mint("logged");
        realm.introspection().of(minted.secret());
        realm.accountWith(minted.secret()).get("");

        String log = Files.readString(keycloak.log(), StandardCharsets.UTF_8);
        assertThat(log).as("the log tells of this test at all").contains(minted.id(), "API_TOKEN");
        assertThat(MintedSecrets.all()).contains(minted.secret()).allSatisfy(secret -> assertThat(log)
                .doesNotContain(randomPart(secret)));
    }

    private static String randomPart(String secret) {
        return secret.substring(secret.lastIndexOf('_') + 1, secret.length() - 6);
    }
}
