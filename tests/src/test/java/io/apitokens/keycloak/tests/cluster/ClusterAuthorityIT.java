package io.apitokens.keycloak.tests.cluster;

import java.time.Duration;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.tests.fixture.cluster.Cluster;
import io.apitokens.keycloak.tests.fixture.cluster.ClusterTest;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.Evaluations;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.resource.RoleResource;
import org.keycloak.admin.client.resource.RoleScopeResource;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tests law 5 in a cluster: a node notices changes that were made at another. */
@ClusterTest
class ClusterAuthorityIT {

    private static final int ROUNDS = 20;

    /**
     * The delay of Keycloak's messages between nodes. Less than the ten seconds after which a node evaluates anew
     * without a message.
     */
    private static final Duration A_MOMENT = Duration.ofSeconds(8);

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

    /** Makes both nodes reuse an evaluation before each change. A changed composite role would prevent it. */
    @Test
    void changeOnOneNodeEndsWhatBothHaveEvaluated() {
        try (TestRealm here = TestRealm.create(cluster.node(0).keycloak())) {
            TestRealm there = here.at(cluster.node(1).keycloak());
            here.changeClient(NOTES, client -> client.setFullScopeAllowed(true));
            RoleRepresentation part = new RoleRepresentation();
            part.setName("part");
            here.admin().roles().create(part);
            List<RoleRepresentation> parts =
                    List.of(here.admin().roles().get("part").toRepresentation());
            GroupRepresentation group = new GroupRepresentation();
            group.setName("writers");
            here.admin().groups().add(group).close();
            String groupId = here.admin().getGroupByPath("/writers").getId();
            here.user(ALICE).joinGroup(groupId);
            RoleScopeResource roles =
                    here.admin().groups().group(groupId).roles().realmLevel();
            Evaluations onHere = new Evaluations(cluster.node(0).keycloak(), here);
            Evaluations onThere = new Evaluations(cluster.node(1).keycloak(), there);
            String secret = here.account(ALICE).mint("x").secret();
            for (int round = 0; round < ROUNDS; round++) {
                boolean isIn = round % 2 == 0;
                assertThat(onHere.reused(secret).toString().contains("\"part\""))
                        .isNotEqualTo(isIn);
                assertThat(onThere.reused(secret).toString().contains("\"part\""))
                        .isNotEqualTo(isIn);
                if (isIn) {
                    roles.add(parts);
                } else {
                    roles.remove(parts);
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
