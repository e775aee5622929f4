package io.apitokens.keycloak.tests.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.apitokens.keycloak.tests.fixture.cluster.Cluster;
import io.apitokens.keycloak.tests.fixture.cluster.ClusterTest;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.MintedSecrets;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.load.AtOnce;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that API tokens which rotate themselves at both nodes at the same time keep one newest secret. */
@ClusterTest
class ClusterSelfRotationIT {

    private static final int USERS = 10;
    private static final int AT_A_TIME = 4;

    private final Cluster cluster;

    ClusterSelfRotationIT(Cluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void racesAtBothNodesLeaveOneNewestSecretEach() throws Exception {
        rotateAtBothNodes(50);
    }

    @Test
    @Tag("slow")
    void thousandRacesAtBothNodesLeaveOneNewestSecretEach() throws Exception {
        rotateAtBothNodes(1_000);
    }

    private void rotateAtBothNodes(int tokens) throws Exception {
        try (TestRealm here = TestRealm.create(cluster.node(0).keycloak())) {
            TestRealm there = here.at(cluster.node(1).keycloak());
            here.addNotesRoleToAll("read");
            here.apiTokensAdmin().setPolicy("{\"selfRotation\":true}");
            List<Minted> minted = new ArrayList<>();
            for (int user = 0; user < USERS; user++) {
                here.addUser("robot-" + user);
                AccountApi robot = here.account("robot-" + user);
                for (int token = 0; token < tokens / USERS; token++) {
                    minted.add(robot.mint("job " + token));
                }
            }
            ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
            try {
                List<Future<?>> races = new ArrayList<>();
                for (Minted each : minted) {
                    races.add(threads.submit(() -> {
                        rotateAtBothNodes(here, there, each);
                        return null;
                    }));
                }
                for (Future<?> race : races) {
                    race.get();
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private static void rotateAtBothNodes(TestRealm here, TestRealm there, Minted minted) throws Exception {
        List<Answer> answers =
                AtOnce.run(List.of(() -> rotate(here, minted.secret()), () -> rotate(there, minted.secret())));
        List<String> secrets = answers.stream()
                .filter(answer -> answer.status() == 200)
                .map(answer -> answer.json().get("secret").asText())
                .toList();
        assertThat(secrets).as("%s", answers).hasSize(1);
        MintedSecrets.remember(secrets.get(0));
        for (TestRealm node : List.of(here, there)) {
            assertThat(node.introspection().of(secrets.get(0)).get("jti").asText())
                    .isEqualTo(minted.id());
        }
        assertThat(answers).filteredOn(answer -> answer.status() != 200).allSatisfy(answer -> assertThat(
                        answer.json().get("errorMessage").asText())
                .isIn("apiTokenBusy", "apiTokenSecretReplaced"));
        assertThat(rotate(there, secrets.get(0)).status())
                .as("the newest secret: only the grace period is in the way")
                .isEqualTo(429);
    }

    private static Answer rotate(TestRealm node, String secret) {
        return node.accountWith(secret).post("/self/rotate", "{}");
    }
}
