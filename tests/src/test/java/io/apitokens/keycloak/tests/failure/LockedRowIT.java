package io.apitokens.keycloak.tests.failure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import io.apitokens.keycloak.tests.fixture.database.H2Database;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.AdminApi;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.CAROL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tests the answers while a concurrent transaction locks a row. H2 gives up after seconds, others after minutes. */
class LockedRowIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static H2Database database;
    private static KeycloakUnderTest keycloak;

    @BeforeAll
    static void start(@TempDir Path folder) {
        database = H2Database.below(folder);
        keycloak = KeycloakUnderTest.start(folder, database);
    }

    @AfterAll
    static void stop() {
        keycloak.close();
        database.close();
    }

    @Test
    void reportOfALeakEndsAllOthersBeforeItTellsOfAConflict() {
        try (TestRealm realm = TestRealm.create(keycloak)) {
            AccountApi alice = realm.account(ALICE);
            List<Minted> leaked = List.of(alice.mint("first"), alice.mint("locked"), alice.mint("last"));
            String body = "{\"secrets\":[\"%s\",\"%s\",\"%s\"]}"
                    .formatted(
                            leaked.get(0).secret(),
                            leaked.get(1).secret(),
                            leaked.get(2).secret());
            database.whileLocked(leaked.get(1).id(), () -> {
                Answer answer = realm.accountWith(null).post("/leaked", body);
                assertThat(answer.status()).as(answer.body()).isEqualTo(409);
            });
            assertThat(leaked)
                    .extracting(minted -> realm.introspection().isActive(minted.secret()))
                    .containsExactly(false, true, false);
            assertThat(realm.accountWith(null).post("/leaked", body).status()).isEqualTo(202);
            assertThat(realm.introspection().isActive(leaked.get(1).secret())).isFalse();
        }
    }

    @Test
    void bulkRevocationThatNoNodeContinuesIsShownAsFailed() {
        try (TestRealm realm = TestRealm.create(keycloak)) {
            AccountApi alice = realm.account(ALICE);
            List<Minted> locked = IntStream.range(0, 10)
                    .mapToObj(i -> alice.mint("locked " + i))
                    .toList();
            realm.addManagementRoles(CAROL, "manage-users");
            AdminApi admin = realm.apiTokensAdmin(realm.accessToken(CAROL));
            whileLocked(locked, () -> {
                String id = revokeAll(admin);
                assertThat(state(admin, id)).isEqualTo("running");
                keycloak.control().whileAhead(Duration.ofMinutes(2), () -> assertThat(state(admin, id))
                        .isEqualTo("failed"));
                assertThat(state(admin, id)).as("it was only slow").isEqualTo("running");
            });
        }
    }

    @Test
    void bulkRevocationDoesNotCountAnApiTokenThatItCannotEnd() {
        try (TestRealm realm = TestRealm.create(keycloak)) {
            AccountApi alice = realm.account(ALICE);
            List<Minted> minted = List.of(alice.mint("one"), alice.mint("locked"), alice.mint("three"));
            AdminApi admin = realm.apiTokensAdmin();
            database.whileLocked(minted.get(1).id(), () -> {
                String id = revokeAll(admin);
                await().atMost(PATIENCE).until(() -> state(admin, id), "failed"::equals);
                assertThat(admin.get("/revocations/" + id).json().get("revoked").asInt())
                        .isEqualTo(2);
            });
            assertThat(realm.introspection().isActive(minted.get(1).secret())).isTrue();
            String again = revokeAll(admin);
            await().atMost(PATIENCE).until(() -> state(admin, again), "done"::equals);
            assertThat(realm.introspection().isActive(minted.get(1).secret())).isFalse();
        }
    }

    /** Locks several rows. H2 waits some seconds for each, so the test has that many times as long. */
    private static void whileLocked(List<Minted> minted, Runnable work) {
        if (minted.isEmpty()) {
            work.run();
        } else {
            database.whileLocked(minted.get(0).id(), () -> whileLocked(minted.subList(1, minted.size()), work));
        }
    }

    private static String revokeAll(AdminApi admin) {
        return admin.post("/revocations?client=notes", "").json().get("id").asText();
    }

    private static String state(AdminApi admin, String id) {
        return admin.get("/revocations/" + id).json().get("state").asText();
    }
}
