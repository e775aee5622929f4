package io.apitokens.keycloak.tests.oauth;

import java.nio.file.Path;

import io.apitokens.keycloak.tests.fixture.database.Database;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.Evaluations;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests that a server without the option reuses no evaluation. */
class ReuseOptionIT {

    private static final int USES = 4;

    @Test
    void eachIntrospectionEvaluatesAnew(@TempDir Path folder) {
        try (Database database = Database.start(folder);
                KeycloakUnderTest keycloak =
                        KeycloakUnderTest.start(folder, database, "--spi-api-token--introspection--reuse=false");
                TestRealm realm = TestRealm.create(keycloak)) {
            String secret = realm.account(ALICE).mint("one", "notes:read").secret();
            for (int i = 0; i < USES; i++) {
                assertThat(realm.introspection().of(secret).get("scope").asText())
                        .isEqualTo("notes:read");
            }
            assertThat(new Evaluations(keycloak, realm).all())
                    .containsEntry("off", USES)
                    .hasSize(1);
        }
    }
}
