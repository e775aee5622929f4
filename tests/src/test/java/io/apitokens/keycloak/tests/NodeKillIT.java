package io.apitokens.keycloak.tests;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import io.apitokens.keycloak.tests.fixture.BusyClient;
import io.apitokens.keycloak.tests.fixture.Cluster;
import io.apitokens.keycloak.tests.fixture.ClusterNode;
import io.apitokens.keycloak.tests.fixture.Doors;
import io.apitokens.keycloak.tests.fixture.Load;
import io.apitokens.keycloak.tests.fixture.Tally;
import io.apitokens.keycloak.tests.fixture.TestRealm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import static io.apitokens.keycloak.tests.fixture.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.TestRealm.CAROL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A node that crashes takes nothing with it that was acknowledged. {@code -Dkills=200} for a long run. */
@ClusterTest
class NodeKillIT {

    private static final int KILLS = Integer.getInteger("kills", 6);
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
    void whatWasAcknowledgedHoldsAndWhatWasNotIsThereWhollyOrNotAtAll() {
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

    /** Whatever the crash came in between of is brought to its end without anybody asking. */
    private void requireNothingLeftBehind(List<BusyClient> clients) {
        for (String id :
                clients.stream().flatMap(client -> client.ended().stream()).toList()) {
            await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(cluster.database()
                            .count("select count(*) from OFFLINE_USER_SESSION where USER_SESSION_ID = ?", id))
                    .isZero());
        }
    }
}
