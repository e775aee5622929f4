package io.apitokens.keycloak.tests;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.apitokens.keycloak.tests.fixture.AccountApi;
import io.apitokens.keycloak.tests.fixture.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.Cluster;
import io.apitokens.keycloak.tests.fixture.Doors;
import io.apitokens.keycloak.tests.fixture.Doors.Held;
import io.apitokens.keycloak.tests.fixture.Http;
import io.apitokens.keycloak.tests.fixture.Tally;
import io.apitokens.keycloak.tests.fixture.TestRealm;
import org.junit.jupiter.api.Test;

import static io.apitokens.keycloak.tests.fixture.TestRealm.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Nodes that lose each other, and find each other again, with all that they had in their caches. */
@ClusterTest
class PartitionIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int ROUNDS = 50;

    private final Cluster cluster;

    PartitionIT(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Both go on to answer, each as if it were alone. */
    @Test
    void nodesThatCannotReachEachOtherAgreeOnWhatHasEnded() {
        Tally tally = new Tally("The network between the nodes is cut, that to the database is not");
        try (TestRealm first = TestRealm.create(cluster.node(0).keycloak())) {
            Doors.prepare(first);
            List<TestRealm> sides = List.of(first, first.at(cluster.node(1).keycloak()));
            List<Held> ended = new ArrayList<>();
            Minted live = first.account(ALICE).mint("live");
            Minted early = first.account(ALICE).mint("ended before the nodes notice");
            cluster.cut();
            try {
                endEarly(early, sides, tally);
                assertThat(sides).allMatch(side -> side.introspection().isActive(live.secret()));
                cluster.awaitView(cluster.node(0), 1);
                cluster.awaitView(cluster.node(1), 1);
                for (int round = 0; round < ROUNDS; round++) {
                    ended.add(endOn(sides.get(round % 2), sides.get(1 - round % 2)));
                    tally.add("ended on one side, and refused at once by the other");
                }
            } finally {
                cluster.mend();
            }
            cluster.awaitView(cluster.node(0), 2);
            cluster.awaitView(cluster.node(1), 2);
            for (TestRealm side : sides) {
                Doors doors = new Doors(side);
                ended.forEach(held -> assertThat(doors.openTo(held)).isEmpty());
                tally.add("nodes that open nothing after the merge");
            }
        }
        tally.print();
    }

    /** The nodes count on each other yet: what has to do with a session waits, and fails. */
    private void endEarly(Minted early, List<TestRealm> sides, Tally tally) {
        TestRealm here = sides.get(0);
        await().atMost(PATIENCE).until(() -> {
            assertThat(sides).allMatch(side -> side.introspection().isActive(early.secret()));
            int status = Http.sendToBroken(
                            here.accountWith(early.secret()).to("/self").DELETE())
                    .status();
            tally.add("before the nodes noticed: revocations answered " + status);
            return status == 200;
        });
        assertThat(sides).noneMatch(side -> side.introspection().isActive(early.secret()));
    }

    /** Ends on one node what both have used. */
    private static Held endOn(TestRealm here, TestRealm there) {
        AccountApi alice = here.account(ALICE);
        Held held = new Doors(here).mint(alice, "used on both");
        Doors doors = new Doors(there);
        assertThat(doors.shutTo(held)).isEmpty();
        assertThat(alice.delete("/" + held.minted().id()).status()).isEqualTo(200);
        assertThat(doors.openTo(held)).isEmpty();
        return held;
    }

    /** To the cluster, a node that hangs and goes on is a network cut in two and mended again. */
    @Test
    void nodeThatComesBackOpensNothingToWhatEndedWithoutIt() {
        Tally tally = new Tally("A node comes back from the other side of a partition");
        try (TestRealm first = TestRealm.create(cluster.node(0).keycloak())) {
            Doors.prepare(first);
            Doors here = new Doors(first);
            Doors there = new Doors(first.at(cluster.node(1).keycloak()));
            AccountApi alice = first.account(ALICE);
            Held live = there.mint(alice, "live");
            Held revoked = there.mint(alice, "revoked");
            Held rotated = there.mint(alice, "rotated");
            List.of(live, revoked, rotated)
                    .forEach(held -> assertThat(here.shutTo(held)).isEmpty());
            Held fresh;
            Held renewed;
            cluster.node(1).freeze();
            try {
                cluster.awaitView(cluster.node(0), 1);
                assertThat(alice.delete("/" + revoked.minted().id()).status()).isEqualTo(200);
                String secret = alice.post("/" + rotated.minted().id() + "/rotate", "{}")
                        .json()
                        .get("secret")
                        .asText();
                renewed = here.hold(new Minted(rotated.minted().id(), secret));
                fresh = here.mint(alice, "fresh");
            } finally {
                cluster.node(1).thaw();
            }
            for (Held ended : List.of(revoked, rotated)) {
                assertThat(there.openTo(ended)).isEmpty();
                tally.add("ended, and refused at once by the one that comes back");
            }
            for (Held held : List.of(live, renewed, fresh)) {
                await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(there.shutTo(held))
                        .isEmpty());
                tally.add("live, and taken by the one that comes back");
            }
            cluster.awaitView(cluster.node(0), 2);
            cluster.awaitView(cluster.node(1), 2);
            for (Doors doors : List.of(here, there)) {
                List.of(revoked, rotated)
                        .forEach(ended -> assertThat(doors.openTo(ended)).isEmpty());
                List.of(live, renewed, fresh)
                        .forEach(held -> assertThat(doors.shutTo(held)).isEmpty());
                tally.add("nodes that agree after the merge");
            }
        }
        tally.print();
    }
}
