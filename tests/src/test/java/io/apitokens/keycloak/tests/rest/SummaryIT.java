package io.apitokens.keycloak.tests.rest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.tests.fixture.database.Database;
import io.apitokens.keycloak.tests.fixture.database.ManyApiTokens;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.AdminApi;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import io.apitokens.keycloak.tests.fixture.server.ServerControl;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tests the number of API tokens of each kind, for dashboards. */
@IntegrationTest
class SummaryIT {

    private static final List<String> COUNTS =
            List.of("active", "expired", "revoked", "neverExpiring", "unused", "unlimited");
    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration EACH_SECOND = Duration.ofSeconds(1);

    @Test
    @Tag("database")
    void fewAreCountedWhenAsked(TestRealm realm) {
        realm.addManagementRoles(BOB, "view-users");
        realm.addTokenClient("tasks");
        AccountApi alice = realm.account(ALICE);
        alice.post("{\"label\":\"never expires\",\"clientId\":\"notes\"}");
        Minted ended = AccountApi.minted(alice.post("{\"label\":\"ended\",\"clientId\":\"notes\"}"));
        alice.delete("/" + ended.id());
        AccountApi.minted(alice.post("{\"label\":\"expires\",\"clientId\":\"notes\",\"lifetime\":3600}"));
        realm.account(BOB).post("{\"label\":\"bob's\",\"clientId\":\"tasks\",\"scopes\":[]}");

        JsonNode summary = summary(realm);
        assertThat(counts(summary)).containsExactly(3L, 0L, 1L, 2L, 0L, 1L);
        assertThat(summary.get("takenTimestamp").asLong()).isPositive();
        JsonNode clients = summary.get("clients");
        assertThat(clients.findValuesAsText("clientId")).containsExactly("notes", "tasks");
        assertThat(clients.findValuesAsText("id")).containsExactly(realm.clientId("notes"), realm.clientId("tasks"));
        assertThat(counts(clients.get(0))).containsExactly(2L, 0L, 1L, 1L, 0L, 1L);
        assertThat(counts(clients.get(1))).containsExactly(1L, 0L, 0L, 1L, 0L, 0L);
    }

    @Test
    void takesThePermissionToViewAllUsers(TestRealm realm) {
        assertThat(realm.apiTokensAdmin(realm.accessToken(BOB)).get("/summary").status())
                .isEqualTo(403);
        realm.addManagementRoles(BOB, "query-users");
        assertThat(realm.apiTokensAdmin(realm.accessToken(BOB)).get("/summary").status())
                .isEqualTo(403);
        realm.addManagementRoles(BOB, "view-users");
        assertThat(realm.apiTokensAdmin(realm.accessToken(BOB)).get("/summary").status())
                .isEqualTo(200);
    }

    @Test
    @Tag("database")
    void otherRealmsAreNotCounted(TestRealm realm, TestRealm other) {
        other.account(ALICE).mint("elsewhere");
        realm.addManagementRoles(BOB, "view-users");
        assertThat(counts(summary(realm))).containsOnly(0L);
        assertThat(summary(realm).get("clients")).isEmpty();
    }

    @Test
    @Tag("database")
    void timeMakesThemExpireAndUnusedAndManyAreCountedInTheBackground(KeycloakUnderTest keycloak, TestRealm realm) {
        ServerControl server = keycloak.control();
        String realmId = realm.admin().toRepresentation().getId();
        try {
            realm.addManagementRoles(BOB, "view-users");
            AccountApi alice = realm.account(ALICE);
            alice.mint("unused");
            AccountApi.minted(alice.post("{\"label\":\"expires\",\"clientId\":\"notes\",\"lifetime\":3600}"));
            server.setAhead(Duration.ofDays(91));
            assertThat(counts(summary(realm))).containsExactly(1L, 1L, 0L, 1L, 1L, 1L);
            server.setAhead(Duration.ZERO);

            new ManyApiTokens(keycloak.database(), realmId, realm.userId(ALICE), realm.clientId(TestRealm.NOTES))
                    .add(10_000, System.currentTimeMillis(), null, null);
            server.setAhead(Duration.ofMinutes(10));
            // A request does not wait for the count: it gets the previous numbers, or 503 before the first count.
            await().until(() -> summary(realm).path("active").asLong() > 10_000);
            realm.account(BOB).mint("one more");
            long active = summary(realm).get("active").asLong();
            server.setAhead(Duration.ofMinutes(20));
            await().untilAsserted(() ->
                    assertThat(summary(realm).path("active").asLong()).isEqualTo(active + 1));
            assertThat(realm.apiTokensAdmin(realm.accessToken(BOB))
                            .get("/count")
                            .json()
                            .asInt())
                    .isEqualTo(10_001);
        } finally {
            server.setAhead(Duration.ZERO);
            // Keycloak would need most of a minute to remove them together with the realm.
            keycloak.database().update("delete from API_TOKEN where REALM_ID = '" + realmId + "'");
        }
    }

    @Test
    @Tag("slow")
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void manyThatWereNeverCountedAreToBeAskedForLaterAndTheirCountOutlivesARestart(@TempDir Path folder) {
        try (Database database = Database.start(folder)) {
            TestRealm realm;
            try (KeycloakUnderTest keycloak = start(folder, database, NEVER)) {
                realm = TestRealm.create(keycloak);
                String realmId = realm.admin().toRepresentation().getId();
                new ManyApiTokens(database, realmId, realm.userId(ALICE), realm.clientId(TestRealm.NOTES))
                        .add(10_001, System.currentTimeMillis(), null, null);
                Answer answer = realm.apiTokensAdmin().get("/summary");
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.json().get("errorMessage").asText()).isEqualTo("apiTokenSummaryNotTaken");
                assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
            }
            long taken;
            try (KeycloakUnderTest keycloak = start(folder, database, EACH_SECOND)) {
                AdminApi admin = realm.at(keycloak).apiTokensAdmin();
                await().until(() -> admin.get("/summary").status() == 200);
                taken = admin.get("/summary").json().get("takenTimestamp").asLong();
            }
            try (KeycloakUnderTest keycloak = start(folder, database, NEVER)) {
                JsonNode summary =
                        realm.at(keycloak).apiTokensAdmin().get("/summary").json();
                assertThat(summary.get("takenTimestamp").asLong()).isEqualTo(taken);
                assertThat(counts(summary)).containsExactly(10_001L, 0L, 0L, 10_001L, 0L, 10_001L);
            }
        }
    }

    private static KeycloakUnderTest start(Path folder, Database database, Duration interval) {
        return KeycloakUnderTest.start(
                folder, database, "--spi-api-token-life-cycle--scheduled--interval=" + interval.toSeconds());
    }

    private static JsonNode summary(TestRealm realm) {
        return realm.apiTokensAdmin(realm.accessToken(BOB)).get("/summary").json();
    }

    private static List<Long> counts(JsonNode node) {
        return COUNTS.stream().map(name -> node.get(name).asLong()).toList();
    }
}
