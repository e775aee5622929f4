package io.apitokens.keycloak.tests.failure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.apitokens.keycloak.tests.fixture.cluster.Cluster;
import io.apitokens.keycloak.tests.fixture.cluster.ClusterTest;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.load.Doors;
import io.apitokens.keycloak.tests.fixture.load.Doors.Held;
import io.apitokens.keycloak.tests.fixture.load.Tally;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tests nodes that lose contact and find each other again, with full caches. */
@ClusterTest
@Tag("slow")
class PartitionIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int ROUNDS = 50;

    private final Cluster cluster;

    PartitionIT(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Both nodes continue to answer, each as if it were alone. */
    @Test
    void nodesThatCannotReachEachOtherAgreeOnWhatHasEnded() {
        Tally tally = new Tally("The network between the nodes is cut, that to the database is not");
        try (TestRealm first = TestRealm.create(cluster.node(0).keycloak())) {
            Doors.prepare(first);
            List<TestRealm> sides = List.of(first, first.at(cluster.node(1).keycloak()));
            Held live = new Doors(first).mint(first.account(ALICE), "live");
            Held early = new Doors(first).mint(first.account(ALICE), "ended early");
            String bobs = first.account(BOB).mint("of a user who loses a role").secret();
            sides.forEach(side -> requireOpen(side, List.of(live, early)));
            assertThat(sides).allMatch(side -> side.introspection().isActive(bobs));
            List<Held> ended = new ArrayList<>(List.of(early));
            cluster.cut();
            try {
                endEarly(early, sides, tally);
                assertThat(sides).allMatch(side -> side.introspection()
                        .isActive(live.minted().secret()));
                cluster.awaitView(cluster.node(0), 1);
                cluster.awaitView(cluster.node(1), 1);
                for (int round = 0; round < ROUNDS; round++) {
                    ended.add(endOn(sides.get(round % 2), sides.get(1 - round % 2)));
                    tally.add("ended on one side, and refused at once by the other");
                }
                first.removeNotesRole(BOB, "read");
            } finally {
                cluster.mend();
            }
            cluster.awaitView(cluster.node(0), 2);
            cluster.awaitView(cluster.node(1), 2);
            for (TestRealm side : sides) {
                Doors doors = new Doors(side);
                ended.forEach(held -> assertThat(doors.openTo(held)).isEmpty());
                requireOpen(side, List.of(live));
                await().atMost(PATIENCE).until(() -> !side.introspection().isActive(bobs));
                tally.add("nodes that agree after the merge");
            }
        }
        tally.print();
    }

    private static void requireOpen(TestRealm side, List<Held> live) {
        Doors doors = new Doors(side);
        await().atMost(PATIENCE).ignoreException(IllegalStateException.class).untilAsserted(() -> assertThat(live)
                .allMatch(held -> doors.shutTo(held).isEmpty()));
    }

    /** The nodes still expect each other, so requests that need a session may wait and fail. */
    private void endEarly(Held early, List<TestRealm> sides, Tally tally) {
        String secret = early.minted().secret();
        await().atMost(PATIENCE).until(() -> {
            int status = Http.sendToBroken(
                            sides.get(0).accountWith(secret).to("/self").DELETE())
                    .status();
            tally.add("revocations answered " + status + " by a node that knew of "
                    + (cluster.node(0).viewSize() - 1) + " other");
            assertThat(sides.stream().map(side -> side.introspection().isActive(secret)))
                    .as("what the nodes say")
                    .containsOnly(sides.get(0).introspection().isActive(secret));
            // The client does not repeat a request whose answer was lost.
            return !sides.get(0).introspection().isActive(secret);
        });
        assertThat(sides).noneMatch(side -> side.introspection().isActive(secret));
    }

    /** Revokes on one node what both nodes have used. */
    private static Held endOn(TestRealm here, TestRealm there) {
        AccountApi alice = here.account(ALICE);
        Held held = new Doors(here).mint(alice, "used on both");
        Doors doors = new Doors(there);
        assertThat(doors.shutTo(held)).isEmpty();
        assertThat(alice.delete("/" + held.minted().id()).status()).isEqualTo(200);
        assertThat(doors.openTo(held)).isEmpty();
        return held;
    }

    /** A node that hangs and continues looks to the cluster like a network that was cut and joined again. */
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
