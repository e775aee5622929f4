package io.apitokens.keycloak.tests.failure;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.apitokens.keycloak.tests.fixture.cluster.Cluster;
import io.apitokens.keycloak.tests.fixture.cluster.ClusterNode;
import io.apitokens.keycloak.tests.fixture.cluster.ClusterTest;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.load.BusyClient;
import io.apitokens.keycloak.tests.fixture.load.BusyClient.Act;
import io.apitokens.keycloak.tests.fixture.load.Doors;
import io.apitokens.keycloak.tests.fixture.load.Load;
import io.apitokens.keycloak.tests.fixture.load.Tally;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.CAROL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that nothing acknowledged is lost if a node crashes. {@code -Pfull -Dkills=200 -Dsteps=200} is for long runs.
 */
@ClusterTest
class NodeKillIT {

    private static final int KILLS = Integer.getInteger("kills", 3);
    private static final int STEPS = Integer.getInteger("steps", 6);
    private static final String BETWEEN = "killed between two steps";
    private static final List<Act> ACTS =
            List.of(Act.MINT, Act.MINT_BY_CLIENT, Act.ROTATE, Act.REVOKE, Act.REVOKE_BY_CLIENT, Act.REVOKE_BY_ITSELF);
    private static final int MOST_REQUESTS_BEFORE = 60;

    private final Random random = new Random();
    private final Cluster cluster;
    private final TestRealm realm;

    NodeKillIT(Cluster cluster) {
        this.cluster = cluster;
        this.realm = TestRealm.create(cluster.node(0).keycloak());
        realm.changeRealm(settings -> settings.setAccessTokenLifespan(36_000));
        Doors.prepare(realm);
        realm.addNotesRole(CAROL, "read");
    }

    @AfterAll
    void removeRealm() {
        cluster.heal(2);
        realm.at(cluster.node(0).keycloak()).close();
    }

    @Test
    @Tag("slow")
    void acknowledgedChangesHoldAndOthersAreCompleteOrAbsent() {
        Tally tally = new Tally("Nodes killed while clients mint, rotate, revoke and introspect");
        List<TestRealm> realms = Stream.of(cluster.node(0), cluster.node(1))
                .map(node -> realm.at(node.keycloak()))
                .toList();
        List<BusyClient> clients = Stream.of(ALICE, BOB, CAROL)
                .map(username -> new BusyClient(realms, username, tally))
                .toList();
        try {
            for (int kill = 0; kill < KILLS; kill++) {
                int victim = random.nextInt(2);
                killUnderLoad(cluster.node(victim), clients, tally);
                clients.forEach(client -> client.verify(realms.get(1 - victim)));
                cluster.heal(2);
                clients.forEach(client -> client.verify(realms.get(victim)));
                requireNothingLeftBehind(clients);
                clients.forEach(client -> client.forget(realms.get(random.nextInt(2))));
            }
        } finally {
            tally.print();
        }
        assertThat(tally.toString()).doesNotContain(BusyClient.WRONG);
        assertThat(tally.of("nodes killed")).isEqualTo(KILLS);
    }

    /**
     * Kills the node before each request that it sends to the database while it mints, rotates or revokes. Now and
     * then, such a request belongs to a scheduled task.
     */
    @Test
    void crashBetweenAnyTwoStepsLeavesAllOrNothing() {
        Tally tally = new Tally("A node killed between the steps of what it does");
        List<Step> steps = steps();
        tally.add("steps", steps.size());
        try {
            steps.stream().limit(STEPS).forEach(step -> killAt(step, tally));
        } finally {
            tally.print();
        }
        assertThat(tally.toString()).doesNotContain(BusyClient.WRONG);
        assertThat(tally.of(BETWEEN)).isGreaterThan(Math.min(STEPS, steps.size()) / 2);
    }

    private record Step(Act act, int number) {}

    /** Returns one step of each act, then another step of each, and so on. */
    private List<Step> steps() {
        Map<Act, List<Integer>> numbers = new EnumMap<>(Act.class);
        for (Act act : ACTS) {
            List<Integer> all = IntStream.range(0, stepsOf(act)).boxed().collect(Collectors.toList());
            Collections.shuffle(all, random);
            numbers.put(act, all);
        }
        int most = numbers.values().stream().mapToInt(List::size).max().orElseThrow();
        return IntStream.range(0, most)
                .boxed()
                .flatMap(round -> ACTS.stream()
                        .filter(act -> round < numbers.get(act).size())
                        .map(act -> new Step(act, numbers.get(act).get(round))))
                .toList();
    }

    /** Returns the number of requests to the database of an act whose caches are warm. */
    private int stepsOf(Act act) {
        BusyClient client = clientOf(cluster.node(0), new Tally("A rehearsal"));
        warmUp(client, act);
        int before = cluster.node(0).relay().requests();
        client.act(act);
        int steps = cluster.node(0).relay().requests() - before;
        client.forget(realm);
        assertThat(steps).as(act.name()).isPositive();
        return steps;
    }

    private void killAt(Step step, Tally tally) {
        ClusterNode victim = cluster.node(0);
        TestRealm other = realm.at(cluster.node(1).keycloak());
        BusyClient client = clientOf(victim, tally);
        warmUp(client, step.act());
        victim.killAfter(step.number());
        client.act(step.act());
        tally.add(victim.relay().hasEnded() ? BETWEEN : "killed after the last step");
        tally.add("killed at " + step.act());
        victim.kill();
        cluster.awaitView(cluster.node(1), 1);
        client.verify(other);
        cluster.heal(2);
        client.verify(realm.at(victim.keycloak()));
        requireNothingLeftBehind(List.of(client));
        client.forget(other);
    }

    /** Performs the act once to fill the caches, then mints an active API token for the next act. */
    private static void warmUp(BusyClient client, Act act) {
        client.act(Act.MINT);
        client.act(act);
        client.act(Act.MINT);
    }

    private BusyClient clientOf(ClusterNode node, Tally tally) {
        return new BusyClient(List.of(realm.at(node.keycloak())), ALICE, tally);
    }

    private void killUnderLoad(ClusterNode victim, List<BusyClient> clients, Tally tally) {
        try (Load load = new Load()) {
            clients.forEach(client -> load.with(client::step));
            awaitRequests(tally, random.nextInt(MOST_REQUESTS_BEFORE));
            victim.kill();
            tally.add("nodes killed");
            awaitRequests(tally, 20);
            load.end();
        }
    }

    private static void awaitRequests(Tally tally, int more) {
        long enough = tally.of("requests") + more;
        await().atMost(Duration.ofMinutes(3))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> tally.of("requests") >= enough);
    }

    /** Waits until scheduled tasks have removed the sessions that the crash left behind. */
    private void requireNothingLeftBehind(List<BusyClient> clients) {
        for (String id :
                clients.stream().flatMap(client -> client.ended().stream()).toList()) {
            await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(cluster.database()
                            .count(
                                    "select count(*) from OFFLINE_USER_SESSION where USER_SESSION_ID = ?",
                                    Minted.sessionId(id)))
                    .isZero());
        }
    }
}
