package io.apitokens.keycloak.tests;

import java.util.List;

import io.apitokens.keycloak.tests.fixture.KeycloakUnderTest;
import io.apitokens.keycloak.tests.fixture.ServerLog;
import io.apitokens.keycloak.tests.fixture.TestRealm;
import org.junit.jupiter.api.Test;

import static io.apitokens.keycloak.tests.fixture.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

/** What an introspection costs the database, once Keycloak's caches are warm. */
@IntegrationTest
class StatementsIT {

    private static final int USES = 20;

    private final KeycloakUnderTest keycloak;
    private final TestRealm realm;

    StatementsIT(KeycloakUnderTest keycloak, TestRealm realm) {
        this.keycloak = keycloak;
        this.realm = realm;
        realm.changeClient(NOTES, client -> client.setDirectAccessGrantsEnabled(true));
    }

    @Test
    void apiTokenCostsOneStatementMoreThanAJwt() {
        List<String> jwt = statements(realm.accessToken(NOTES, ALICE, "notes:read"));
        List<String> apiToken =
                statements(realm.account(ALICE).mint("counted", "notes:read").secret());

        assertThat(apiToken)
                .filteredOn(statement -> statement.contains("API_TOKEN"))
                .hasSize(USES);
        assertThat(apiToken).hasSize(jwt.size() + USES);
        assertThat(apiToken).allSatisfy(statement -> assertThat(statement).contains(" select "));
    }

    @Test
    void junkCostsNone() {
        assertThat(statements("kcat_0000000000000000000000000000000000000000000000000"))
                .isEmpty();
        assertThat(statements("junk")).isEmpty();
    }

    private List<String> statements(String token) {
        realm.introspection().of(token);
        realm.introspection().of(token);
        ServerLog log = keycloak.logFromNow();
        for (int i = 0; i < USES; i++) {
            realm.introspection().of(token);
        }
        // Scheduled tasks have threads of other names.
        return log.linesWith("[org.hibernate.SQL] (executor-thread");
    }
}
