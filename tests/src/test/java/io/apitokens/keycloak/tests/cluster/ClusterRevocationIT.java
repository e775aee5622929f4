package io.apitokens.keycloak.tests.cluster;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.apitokens.keycloak.tests.fixture.cluster.Cluster;
import io.apitokens.keycloak.tests.fixture.cluster.ClusterTest;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.AdminApi;
import io.apitokens.keycloak.tests.fixture.endpoint.Introspection;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.load.Doors;
import io.apitokens.keycloak.tests.fixture.load.Doors.Held;
import io.apitokens.keycloak.tests.fixture.load.Load;
import io.apitokens.keycloak.tests.fixture.load.Tally;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests law 1 between nodes: once one node has confirmed a revocation, it holds on all nodes. */
@ClusterTest
class ClusterRevocationIT {

    private static final int ROUNDS = Integer.getInteger("rounds", 1_000);
    private static final int DERIVED_ROUNDS = ROUNDS / 5;
    private static final String LATE = "still active on another node";

    private final Cluster cluster;
    private final TestRealm first;

    ClusterRevocationIT(Cluster cluster) {
        this.cluster = cluster;
        this.first = TestRealm.create(cluster.node(0).keycloak());
        first.changeRealm(settings -> settings.setAccessTokenLifespan(36_000));
        Doors.prepare(first);
    }

    @BeforeEach
    void endAll() {
        first.account(ALICE).revokeAll();
        first.account(BOB).revokeAll();
    }

    @AfterAll
    void removeRealm() {
        first.close();
    }

    @Test
    void firstIntrospectionThatStartsOnAnotherNodeAfterARevocationIsInactive() {
        Tally tally = new Tally("Revoked on one node, introspected on the other, under load");
        try (Load load = introspectEverywhere()) {
            inBothDirections((from, to, username) -> {
                AccountApi account = from.account(username);
                AdminApi admin = from.apiTokensAdmin();
                Introspection introspection = to.introspection();
                for (int round = 0; round < ROUNDS / 2; round++) {
                    Minted minted = account.mint("round " + round);
                    assertThat(introspection.isActive(minted.secret())).isTrue();
                    Answer revoked =
                            switch (round % 4) {
                                case 0 -> account.delete("/" + minted.id());
                                case 1 -> admin.delete("/" + minted.id());
                                case 2 -> from.revocation().revoke(minted.secret());
                                default -> from.accountWith(minted.secret()).delete("/self");
                            };
                    tally.add(introspection.isActive(minted.secret()) ? LATE : "inactive at once");
                    assertThat(revoked.status()).as(revoked.body()).isEqualTo(200);
                }
            });
            tally.add("introspections besides", load.end());
        }
        tally.print();
        assertThat(tally.of(LATE)).isZero();
        assertThat(tally.of("inactive at once")).isEqualTo(ROUNDS / 2 * 2);
    }

    @Test
    void derivedTokensAreRefusedOnAnotherNodeAfterTheRevocation() {
        Tally tally = new Tally("Revoked on one node, everything made from it tried on the other, under load");
        try (Load load = introspectEverywhere()) {
            inBothDirections((from, to, username) -> {
                AccountApi account = from.account(username);
                Doors doors = new Doors(to);
                for (int round = 0; round < DERIVED_ROUNDS / 2; round++) {
                    // Every other session was made on the other node.
                    Held held = new Doors(round % 2 == 0 ? from : to).mint(account, "derived " + round);
                    assertThat(doors.shutTo(held)).isEmpty();
                    account.delete("/" + held.minted().id());
                    doors.openTo(held).forEach(door -> tally.add(LATE + ": " + door));
                    tally.add("refused at once");
                }
            });
            load.end();
        }
        tally.print();
        assertThat(tally.toString()).doesNotContain(LATE);
    }

    @Test
    void secretThatARotationReplacedIsRefusedOnAnotherNodeAtOnce() {
        Tally tally = new Tally("Rotated on one node, the secret before tried on the other, under load");
        try (Load load = introspectEverywhere()) {
            inBothDirections((from, to, username) -> {
                AccountApi account = from.account(username);
                Doors doors = new Doors(to);
                Held held = doors.mint(account, "rotated");
                for (int round = 0; round < DERIVED_ROUNDS / 2; round++) {
                    Answer rotated = account.post("/" + held.minted().id() + "/rotate", "{}");
                    doors.openTo(held).forEach(door -> tally.add(LATE + ": " + door));
                    tally.add("refused at once");
                    String secret = rotated.json().get("secret").asText();
                    held = doors.hold(new Minted(held.minted().id(), secret));
                    assertThat(doors.shutTo(held)).isEmpty();
                }
            });
            load.end();
        }
        tally.print();
        assertThat(tally.toString()).doesNotContain(LATE);
    }

    @Test
    @Tag("slow")
    void revocationOnOneOfThreeNodesHoldsOnTheOtherTwo() {
        cluster.heal(3);
        Tally tally = new Tally("Revoked on one of three nodes, everything made from it tried on the others");
        for (int round = 0; round < 30; round++) {
            TestRealm here = realm(round % 3);
            List<TestRealm> others =
                    Stream.of(realm((round + 1) % 3), realm((round + 2) % 3)).toList();
            AccountApi account = here.account(ALICE);
            Held held = new Doors(others.get(0)).mint(account, "one of three");
            assertThat(new Doors(others.get(1)).shutTo(held)).isEmpty();
            account.delete("/" + held.minted().id());
            others.forEach(other -> {
                new Doors(other).openTo(held).forEach(door -> tally.add(LATE + ": " + door));
                tally.add("refused at once");
            });
        }
        tally.print();
        assertThat(tally.toString()).doesNotContain(LATE);
        cluster.heal(2);
    }

    private Load introspectEverywhere() {
        String secret = first.account(ALICE).mint("introspected by others").secret();
        Load load = new Load();
        for (TestRealm realm : List.of(realm(0), realm(1))) {
            Introspection introspection = realm.introspection();
            load.with(() -> assertThat(introspection.isActive(secret)).isTrue());
        }
        return load;
    }

    private void inBothDirections(Rounds rounds) {
        CompletableFuture<Void> there = CompletableFuture.runAsync(() -> rounds.run(realm(0), realm(1), ALICE));
        CompletableFuture<Void> back = CompletableFuture.runAsync(() -> rounds.run(realm(1), realm(0), BOB));
        there.join();
        back.join();
    }

    private TestRealm realm(int node) {
        return first.at(cluster.node(node).keycloak());
    }

    private interface Rounds {
        void run(TestRealm from, TestRealm to, String username);
    }
}
