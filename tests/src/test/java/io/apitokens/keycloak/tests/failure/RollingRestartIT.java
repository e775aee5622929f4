package io.apitokens.keycloak.tests.failure;

import java.util.List;

import io.apitokens.keycloak.tests.fixture.cluster.Cluster;
import io.apitokens.keycloak.tests.fixture.cluster.ClusterTest;
import io.apitokens.keycloak.tests.fixture.load.BusyClient;
import io.apitokens.keycloak.tests.fixture.load.Doors;
import io.apitokens.keycloak.tests.fixture.load.Load;
import io.apitokens.keycloak.tests.fixture.load.Tally;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests that nodes restart one after the other while clients mint, rotate, revoke and introspect at both. */
@ClusterTest
@Tag("slow")
class RollingRestartIT {

    private final Cluster cluster;
    private final TestRealm first;

    RollingRestartIT(Cluster cluster) {
        this.cluster = cluster;
        this.first = TestRealm.create(cluster.node(0).keycloak());
        first.changeRealm(settings -> settings.setAccessTokenLifespan(36_000));
        Doors.prepare(first);
    }

    @AfterAll
    void removeRealm() {
        cluster.heal(2);
        first.at(cluster.node(0).keycloak()).close();
    }

    @Test
    void noAnswerIsWrongAndTheNodeThatStaysFailsNoRequest() {
        Tally ofFirst = new Tally("Both nodes restarted, requests at the first");
        Tally ofSecond = new Tally("Both nodes restarted, requests at the second");
        TestRealm second = first.at(cluster.node(1).keycloak());
        BusyClient alice = new BusyClient(List.of(first), ALICE, ofFirst);
        BusyClient bob = new BusyClient(List.of(second), BOB, ofSecond);
        try {
            restart(1, ofFirst, alice, bob);
            restart(0, ofSecond, alice, bob);
            for (TestRealm node : List.of(first, second)) {
                alice.verify(node);
                bob.verify(node);
            }
        } finally {
            ofFirst.print();
            ofSecond.print();
        }
        assertThat(ofFirst.toString() + ofSecond).doesNotContain(BusyClient.WRONG);
    }

    private void restart(int node, Tally staying, BusyClient... clients) {
        long before = staying.of(BusyClient.FAILED);
        long requests = staying.of("requests");
        try (Load load = new Load()) {
            List.of(clients).forEach(client -> load.with(client::step));
            cluster.node(node).stop();
            cluster.heal(2);
            load.end();
        }
        assertThat(staying.of("requests")).isGreaterThan(requests);
        assertThat(staying.of(BusyClient.FAILED)).isEqualTo(before);
    }
}
