package io.apitokens.keycloak.tests;

import java.time.Duration;
import java.util.List;

import io.apitokens.keycloak.tests.fixture.AccountApi;
import io.apitokens.keycloak.tests.fixture.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.Cluster;
import io.apitokens.keycloak.tests.fixture.Doors;
import io.apitokens.keycloak.tests.fixture.Doors.Held;
import io.apitokens.keycloak.tests.fixture.Tally;
import io.apitokens.keycloak.tests.fixture.TestRealm;
import org.junit.jupiter.api.Test;

import static io.apitokens.keycloak.tests.fixture.TestRealm.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A node that hangs until the cluster has given it up, and then goes on with all that it had in its caches: to the
 * cluster that is a network cut in two and mended again.
 */
@ClusterTest
class PartitionIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Cluster cluster;

    PartitionIT(Cluster cluster) {
        this.cluster = cluster;
    }

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
