package io.apitokens.keycloak.tests.failure;

import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.apitokens.keycloak.tests.fixture.cluster.Cluster;
import io.apitokens.keycloak.tests.fixture.cluster.ClusterTest;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.load.BusyClient;
import io.apitokens.keycloak.tests.fixture.load.Doors;
import io.apitokens.keycloak.tests.fixture.load.Doors.Held;
import io.apitokens.keycloak.tests.fixture.load.Load;
import io.apitokens.keycloak.tests.fixture.load.Tally;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tests outages: the database stops and returns, one node cannot reach it, or it does not answer for a while. */
@ClusterTest
class DatabaseOutageIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LATENCY = Duration.ofMillis(50);
    private static final int ROUNDS = 20;
    private static final int CLIENTS = 4;

    private final Cluster cluster;
    private final TestRealm first;
    private final TestRealm second;
    private final String accessToken;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Tally tally = new Tally("Database out of reach");

    DatabaseOutageIT(Cluster cluster) {
        this.cluster = cluster;
        this.first = TestRealm.create(cluster.node(0).keycloak());
        this.second = first.at(cluster.node(1).keycloak());
        first.changeRealm(settings -> settings.setAccessTokenLifespan(36_000));
        Doors.prepare(first);
        this.accessToken = first.accessToken(ALICE);
    }

    @AfterAll
    void removeRealm() {
        tally.print();
        threads.shutdown();
        first.close();
    }

    @Test
    @Tag("slow")
    void withoutTheDatabaseEveryAnswerIsAnErrorAndWhatHeldBeforeHoldsAfterwards() {
        AccountApi alice = first.accountWith(accessToken);
        Held live = new Doors(first).mint(alice, "live");
        Held ended = new Doors(first).mint(alice, "ended");
        assertThat(new Doors(second).shutTo(live)).isEmpty();
        alice.delete("/" + ended.minted().id());

        cluster.database().stop();
        try {
            for (TestRealm node : List.of(first, second)) {
                requireErrors(node, live);
                requireErrors(node, ended);
            }
        } finally {
            cluster.database().restart();
        }
        for (TestRealm node : List.of(first, second)) {
            await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(new Doors(node).shutTo(live))
                    .isEmpty());
            assertThat(new Doors(node).openTo(ended)).isEmpty();
            assertThat(node.accountWith(accessToken).labels("?status=active")).containsExactly("live");
        }
        tally.add("database stopped and started");
        first.account(ALICE).revokeAll();
    }

    @Test
    @Tag("slow")
    void nodeThatLosesTheDatabaseAnswersErrorsAndTheOtherGoesOn() {
        AccountApi alice = first.accountWith(accessToken);
        Held live = new Doors(first).mint(alice, "live on one node");
        Held ended = new Doors(first).mint(alice, "ended on one node");
        assertThat(new Doors(second).shutTo(ended)).isEmpty();
        cluster.node(1).relay().cut();
        try {
            assertThat(alice.delete("/" + ended.minted().id()).status()).isEqualTo(200);
            assertThat(new Doors(first).openTo(ended)).isEmpty();
            assertThat(new Doors(first).shutTo(live)).isEmpty();
            requireErrors(second, ended);
            requireErrors(second, live);
        } finally {
            cluster.node(1).relay().mend();
        }
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(new Doors(second).shutTo(live))
                .isEmpty());
        assertThat(new Doors(second).openTo(ended)).isEmpty();
        tally.add("database cut off from one node");
        first.account(ALICE).revokeAll();
    }

    @Test
    @Tag("slow")
    void databaseThatHangsHoldsRequestsBackAndLosesNothing() {
        BusyClient client = new BusyClient(List.of(first, second), BOB, tally);
        try (Load load = new Load()) {
            load.with(client::step);
            for (int hang = 0; hang < 3; hang++) {
                awaitRequests(20);
                cluster.node(0).relay().pause();
                cluster.node(1).relay().pause();
                // Longer than a statement takes, and shorter than Keycloak's pool waits for a connection.
                await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
                cluster.node(0).relay().resume();
                cluster.node(1).relay().resume();
                tally.add("database hung for 2 s");
            }
            awaitRequests(20);
            load.end();
        }
        client.verify(first);
        client.verify(second);
        client.forget(first);
        assertThat(tally.toString()).doesNotContain(BusyClient.WRONG, BusyClient.FAILED);
    }

    @Test
    @Tag("slow")
    void slowDatabaseMakesNoAnswerWrong() {
        List<BusyClient> clients = Stream.of(ALICE, BOB)
                .map(username -> new BusyClient(List.of(first, second), username, tally))
                .toList();
        try (Load load = new Load()) {
            cluster.node(0).relay().slow(LATENCY);
            cluster.node(1).relay().slow(LATENCY);
            clients.forEach(client -> load.with(client::step));
            awaitRequests(100);
            load.end();
        } finally {
            cluster.node(0).relay().slow(Duration.ZERO);
            cluster.node(1).relay().slow(Duration.ZERO);
        }
        tally.add("database that answers 50 ms later");
        clients.forEach(client -> client.verify(first));
        clients.forEach(client -> client.verify(second));
        clients.forEach(client -> client.forget(first));
        assertThat(tally.toString()).doesNotContain(BusyClient.WRONG, BusyClient.FAILED);
    }

    /** Tests law 1 if lookups share queries: answers to older queries are under way all the time. */
    @Test
    void introspectionThatStartsAfterARevocationSharesNoOlderQuery() {
        AccountApi alice = first.accountWith(accessToken);
        cluster.node(1).relay().slow(LATENCY);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                Minted minted = alice.mint("asked for all the time");
                try (Load load = new Load()) {
                    for (int client = 0; client < CLIENTS; client++) {
                        load.with(() -> {
                            second.introspection().isActive(minted.secret());
                            tally.add("requests");
                        });
                    }
                    awaitRequests(2 * CLIENTS);
                    alice.delete("/" + minted.id());
                    assertThat(second.introspection().isActive(minted.secret())).isFalse();
                    load.end();
                }
                tally.add("revoked while its lookups were under way");
            }
        } finally {
            cluster.node(1).relay().slow(Duration.ZERO);
        }
    }

    /** The connections are in the state after a firewall has dropped them: no side is told, and only new ones work. */
    @Test
    @Tag("slow")
    void connectionsThatGoSilentAreReplacedWithoutAnybodysHelp() {
        Held live = new Doors(first).mint(first.accountWith(accessToken), "live behind a firewall");
        String secret = live.minted().secret();
        assertThat(first.introspection().isActive(secret)).isTrue();
        cluster.node(0).relay().silence();
        try {
            assertThat(first.introspection()
                            .ask(secret, Map.of(), "application/json")
                            .status())
                    .as("while nothing answers")
                    .isNotEqualTo(200);
            await().atMost(PATIENCE).ignoreExceptions().until(() -> first.introspection()
                    .isActive(secret));
        } finally {
            cluster.node(0).relay().cut();
            cluster.node(0).relay().mend();
        }
        tally.add("connections to the database that went silent");
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(new Doors(first).shutTo(live))
                .isEmpty());
        first.account(ALICE).revokeAll();
    }

    private void awaitRequests(int more) {
        long enough = tally.of("requests") + more;
        await().atMost(PATIENCE).until(() -> tally.of("requests") >= enough);
    }

    private void requireErrors(TestRealm node, Held held) {
        String secret = held.minted().secret();
        Map<String, Supplier<Answer>> requests = Map.of(
                "introspection", () -> node.introspection().ask(secret, Map.of(), "application/json"),
                "introspection of the JWT",
                        () -> node.introspection().ask(held.tokens().jwt(), Map.of(), "application/json"),
                "exchange", () -> node.exchange().of(secret),
                "refresh", () -> node.exchange().refresh(held.tokens().refreshToken()),
                "userinfo", () -> node.userInfo(secret),
                "userinfo with the JWT", () -> node.userInfo(held.tokens().jwt()),
                "revocation", () -> node.revocation().revoke(secret),
                "mint", () -> Http.sendToBroken(mint(node.accountWith(accessToken))));
        // Each request may wait for a connection to the database until Keycloak gives up.
        Map<String, CompletableFuture<OptionalInt>> answers = new TreeMap<>();
        requests.forEach(
                (name, request) -> answers.put(name, CompletableFuture.supplyAsync(() -> status(request), threads)));
        answers.forEach((name, answer) -> {
            OptionalInt status = answer.join();
            tally.add("%s without the database: %s".formatted(name, status.isEmpty() ? "none" : status.getAsInt()));
            // Keycloak's introspection endpoint answers 400 to any failure.
            assertThat(status.orElse(500))
                    .as(name)
                    .isGreaterThanOrEqualTo(name.startsWith("introspection") ? 400 : 500);
        });
    }

    private static HttpRequest.Builder mint(AccountApi account) {
        return account.to("")
                .POST(BodyPublishers.ofString(
                        AccountApi.body().put("label", "not minted").toString()));
    }

    private static OptionalInt status(Supplier<Answer> request) {
        try {
            return OptionalInt.of(request.get().status());
        } catch (UncheckedIOException e) {
            return OptionalInt.empty();
        }
    }
}
