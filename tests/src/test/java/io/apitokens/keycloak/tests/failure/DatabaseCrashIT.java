package io.apitokens.keycloak.tests.failure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.apitokens.keycloak.tests.fixture.cluster.Cluster;
import io.apitokens.keycloak.tests.fixture.cluster.ClusterTest;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.AdminApi;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.load.Tally;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that acknowledged changes survive a crash of the database, which loses commits that are not on its disk.
 * Keycloak lets PostgreSQL commit events, and all else in their transaction, without waiting for the disk.
 */
@ClusterTest
class DatabaseCrashIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** More connections than the tests need at the same time. */
    private static final int CONNECTIONS = 20;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Tally tally = new Tally("Database crashes right after the answer");
    private final Cluster cluster;
    private final TestRealm realm;
    private final String accessToken;
    private final AccountApi alice;
    private final AdminApi admin;

    DatabaseCrashIT(Cluster cluster) {
        this.cluster = cluster;
        this.realm = TestRealm.create(cluster.node(0).keycloak());
        realm.changeRealm(settings -> {
            settings.setAccessTokenLifespan(36_000);
            settings.setEventsEnabled(true);
            settings.setAdminEventsEnabled(true);
        });
        this.accessToken = realm.accessToken(ALICE);
        this.alice = realm.accountWith(accessToken);
        this.admin = realm.apiTokensAdmin();
    }

    @AfterAll
    void removeRealm() {
        tally.print();
        threads.shutdown();
        realm.close();
    }

    @Test
    void law1AcknowledgedRevocationOutlivesACrashOfTheDatabase() {
        Map<String, Function<Minted, Answer>> ways = new LinkedHashMap<>();
        ways.put("the user", minted -> alice.delete("/" + minted.id()));
        ways.put("an admin", minted -> admin.delete("/" + minted.id()));
        ways.put("RFC 7009", minted -> realm.revocation().revoke(minted.secret()));
        ways.put(
                "the API token itself",
                minted ->
                        Http.send(realm.accountWith(minted.secret()).to("/self").DELETE()));
        ways.forEach((way, revoking) -> {
            Minted minted = alice.mint("revoked by " + way);
            crashAfter(() -> revoking.apply(minted));
            assertThat(realm.introspection().isActive(minted.secret())).as(way).isFalse();
            tally.add("revoked by " + way + ", and ended afterwards");
        });
    }

    @Test
    void acknowledgedChangesOutliveACrashOfTheDatabase() {
        Minted before = alice.mint("before");
        crashAfter(() -> alice.put(before.id(), AccountApi.body().put("label", "after")));
        assertThat(alice.labels("?status=active")).contains("after").doesNotContain("before");
        tally.add("relabelled, and so afterwards");
        crashAfter(() -> alice.post("/" + before.id() + "/rotate", "{}"));
        assertThat(realm.introspection().isActive(before.secret())).isFalse();
        tally.add("rotated, and the secret before ended afterwards");
        crashAfter(() -> alice.post(AccountApi.body().put("label", "minted")));
        assertThat(alice.labels("?status=active")).contains("minted");
        tally.add("minted, and there afterwards");
    }

    private void crashAfter(Supplier<Answer> change) {
        Answer answer = change.get();
        assertThat(answer.status()).as(answer.body()).isBetween(200, 204);
        cluster.database().crash();
        cluster.database().restart();
        for (int node = 0; node < 2; node++) {
            AccountApi account = realm.at(cluster.node(node).keycloak()).accountWith(accessToken);
            await().atMost(PATIENCE).until(() -> isOnlyOnNewConnections(account));
        }
    }

    /** Returns whether concurrent requests, each on its own connection, find no connection from before the crash. */
    private boolean isOnlyOnNewConnections(AccountApi account) {
        return Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> Http.sendToBroken(account.to("/none").DELETE()).status(), threads))
                .limit(CONNECTIONS)
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .allMatch(status -> status == 404);
    }
}
