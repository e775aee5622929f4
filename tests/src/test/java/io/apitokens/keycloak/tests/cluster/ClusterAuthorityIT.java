package io.apitokens.keycloak.tests.cluster;

import java.time.Duration;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.tests.fixture.Cluster;
import io.apitokens.keycloak.tests.fixture.ClusterTest;
import io.apitokens.keycloak.tests.fixture.TestRealm;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.resource.RoleResource;
import org.keycloak.representations.idm.RoleRepresentation;

import static io.apitokens.keycloak.tests.fixture.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Law 5 in a cluster: a node takes note of what changes at another. */
@ClusterTest
class ClusterAuthorityIT {

    private static final int ROUNDS = 20;

    /** Keycloak's messages between nodes take one. */
    private static final Duration A_MOMENT = Duration.ofSeconds(5);

    private final Cluster cluster;

    ClusterAuthorityIT(Cluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void changeOnOneNodeIsKnownToTheOther() {
        try (TestRealm here = TestRealm.create(cluster.node(0).keycloak())) {
            TestRealm there = here.at(cluster.node(1).keycloak());
            here.changeClient(NOTES, client -> client.setFullScopeAllowed(true));
            for (String name : List.of("composite", "part")) {
                RoleRepresentation role = new RoleRepresentation();
                role.setName(name);
                here.admin().roles().create(role);
            }
            RoleResource composite = here.admin().roles().get("composite");
            here.user(ALICE).roles().realmLevel().add(List.of(composite.toRepresentation()));
            List<RoleRepresentation> part =
                    List.of(here.admin().roles().get("part").toRepresentation());
            String secret = here.account(ALICE).mint("x").secret();
            for (int round = 0; round < ROUNDS; round++) {
                boolean isIn = round % 2 == 0;
                if (isIn) {
                    composite.addComposites(part);
                } else {
                    composite.deleteComposites(part);
                }
                assertThat(hasPart(here, secret)).isEqualTo(isIn);
                await().atMost(A_MOMENT).until(() -> hasPart(there, secret) == isIn);
            }
        }
    }

    private static boolean hasPart(TestRealm realm, String secret) {
        JsonNode roles = realm.introspection().of(secret).at("/realm_access/roles");
        return roles.toString().contains("\"part\"");
    }
}
