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

import io.apitokens.keycloak.tests.fixture.AccountApi;
import io.apitokens.keycloak.tests.fixture.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.AdminApi;
import io.apitokens.keycloak.tests.fixture.Cluster;
import io.apitokens.keycloak.tests.fixture.ClusterTest;
import io.apitokens.keycloak.tests.fixture.Http;
import io.apitokens.keycloak.tests.fixture.Http.Answer;
import io.apitokens.keycloak.tests.fixture.Tally;
import io.apitokens.keycloak.tests.fixture.TestRealm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import static io.apitokens.keycloak.tests.fixture.TestRealm.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The database loses what was committed and is not on its disk. Keycloak lets PostgreSQL commit events without waiting
 * for the disk, and whatever else is in their transaction.
 */
@ClusterTest
class DatabaseCrashIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** More than the tests need at once. */
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

    /** Whether so many requests at once, each with one of its own, come upon none of before the crash. */
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
