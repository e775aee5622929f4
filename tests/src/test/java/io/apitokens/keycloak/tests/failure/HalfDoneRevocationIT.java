package io.apitokens.keycloak.tests.failure;

import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.tests.fixture.cluster.Cluster;
import io.apitokens.keycloak.tests.fixture.cluster.ClusterTest;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.Exchange;
import io.apitokens.keycloak.tests.fixture.load.Doors;
import io.apitokens.keycloak.tests.fixture.load.Doors.Held;
import io.apitokens.keycloak.tests.fixture.realm.RealmLogins;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import org.junit.jupiter.api.Test;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that a scheduled task finishes a revocation if a node crashed after the commit in the database, and before
 * Keycloak removed the sessions.
 */
@ClusterTest
class HalfDoneRevocationIT {

    private final Cluster cluster;

    HalfDoneRevocationIT(Cluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void sessionsThatACrashLeftBehindEndByThemselves() {
        try (TestRealm realm = TestRealm.create(cluster.node(0).keycloak())) {
            Doors.prepare(realm);
            Exchange notes = realm.publicExchange(NOTES);
            JsonNode login = realm.tokens(RealmLogins.login(NOTES, ALICE, "openid notes:read"));
            JsonNode other = realm.tokens(RealmLogins.login(NOTES, ALICE, "openid notes:read"));
            Minted minted =
                    realm.mintByExchange(notes, login.get("access_token").asText(), "of a client");
            Held held = new Held(
                    minted,
                    realm.exchange().withRefreshToken(minted.secret()),
                    login.get("refresh_token").asText());
            Doors elsewhere = new Doors(realm.at(cluster.node(1).keycloak()));
            assertThat(elsewhere.openTo(held)).contains("refresh", "refresh of the granting session");

            cluster.database()
                    .update("update API_TOKEN set REVOKED_TIMESTAMP = %d, REVOKED_REASON = 'REQUESTED' where ID = '%s'"
                            .formatted(System.currentTimeMillis(), minted.id()));
            assertThat(elsewhere.openTo(held)).isSubsetOf("refresh of the granting session");
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(elsewhere.openTo(held)).isEmpty());
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(cluster.database()
                            .count(
                                    "select count(*) from OFFLINE_USER_SESSION where USER_SESSION_ID = ?",
                                    minted.sessionId()))
                    .isZero());
            assertThat(notes.refresh(other.get("refresh_token").asText()).status())
                    .as("another login of the client")
                    .isEqualTo(200);
        }
    }

    @Test
    void laterLoginOfTheClientIsCheckedOnce() {
        try (TestRealm realm = TestRealm.create(cluster.node(0).keycloak())) {
            Doors.prepare(realm);
            Exchange notes = realm.publicExchange(NOTES);
            JsonNode login = realm.tokens(RealmLogins.login(NOTES, ALICE, "openid notes:read"));
            Minted minted =
                    realm.mintByExchange(notes, login.get("access_token").asText(), "of a client");
            long now = System.currentTimeMillis();
            cluster.database()
                    .update(("update API_TOKEN set CREATED_TIMESTAMP = %d, REVOKED_TIMESTAMP = %d,"
                                    + " REVOKED_REASON = 'REQUESTED' where ID = '%s'")
                            .formatted(now - Duration.ofHours(1).toMillis(), now, minted.id()));
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(cluster.database()
                            .count(
                                    "select count(*) from API_TOKEN where ID = ? and GRANTING_SESSION_ID is null",
                                    minted.id()))
                    .isEqualTo(1));
            assertThat(notes.refresh(login.get("refresh_token").asText()).status())
                    .isEqualTo(200);
        }
    }
}
