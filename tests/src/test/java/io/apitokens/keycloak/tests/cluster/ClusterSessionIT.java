package io.apitokens.keycloak.tests.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.apitokens.keycloak.tests.fixture.cluster.Cluster;
import io.apitokens.keycloak.tests.fixture.cluster.ClusterTest;
import io.apitokens.keycloak.tests.fixture.endpoint.Exchange.Tokens;
import io.apitokens.keycloak.tests.fixture.load.AtOnce;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import org.junit.jupiter.api.Test;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tests that the nodes of a cluster agree on the derived session. */
@ClusterTest
class ClusterSessionIT {

    private static final int IDLE_SECONDS = 15;
    private static final int API_TOKENS = 10;
    private static final int REQUESTS_PER_NODE = 4;

    private final Cluster cluster;

    ClusterSessionIT(Cluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void concurrentExchangesAtBothNodesAfterTheSessionHasExpiredUseOneNewSession() throws Exception {
        try (TestRealm here = TestRealm.create(cluster.node(0).keycloak())) {
            TestRealm there = here.at(cluster.node(1).keycloak());
            here.changeRealm(settings -> settings.setSsoSessionIdleTimeout(IDLE_SECONDS));
            List<String> secrets = new ArrayList<>();
            List<String> old = new ArrayList<>();
            for (int i = 0; i < API_TOKENS; i++) {
                secrets.add(here.account(ALICE).mint("expires " + i).secret());
                old.add(jwt(there, secrets.get(i)));
            }
            await().atMost(Duration.ofMinutes(1)).until(() -> old.stream()
                    .noneMatch(jwt -> here.introspection().isActive(jwt)));
            for (String secret : secrets) {
                for (String jwt : AtOnce.run(exchanges(here, there, secret))) {
                    assertThat(here.introspection().isActive(jwt)).isTrue();
                    assertThat(there.introspection().isActive(jwt)).isTrue();
                }
            }
            assertThat(old).noneMatch(jwt -> there.introspection().isActive(jwt));
        }
    }

    @Test
    void concurrentFirstExchangesAtBothNodesGetRefreshTokensOfOneSession() throws Exception {
        try (TestRealm here = TestRealm.create(cluster.node(0).keycloak())) {
            TestRealm there = here.at(cluster.node(1).keycloak());
            for (int i = 0; i < API_TOKENS; i++) {
                String secret = here.account(ALICE).mint("first " + i).secret();
                List<Callable<Tokens>> exchanges = new ArrayList<>();
                for (int j = 0; j < REQUESTS_PER_NODE; j++) {
                    exchanges.add(() -> here.exchange().withRefreshToken(secret));
                    exchanges.add(() -> there.exchange().withRefreshToken(secret));
                }
                for (Tokens tokens : AtOnce.run(exchanges)) {
                    assertThat(there.introspection().isActive(tokens.jwt())).isTrue();
                    assertThat(here.exchange().refresh(tokens.refreshToken()).status())
                            .isEqualTo(200);
                }
            }
        }
    }

    private static List<Callable<String>> exchanges(TestRealm here, TestRealm there, String secret) {
        List<Callable<String>> exchanges = new ArrayList<>();
        for (int i = 0; i < REQUESTS_PER_NODE; i++) {
            exchanges.add(() -> jwt(here, secret));
            exchanges.add(() -> jwt(there, secret));
        }
        return exchanges;
    }

    private static String jwt(TestRealm realm, String secret) {
        return realm.exchange().of(secret).json().get("access_token").asText();
    }
}
