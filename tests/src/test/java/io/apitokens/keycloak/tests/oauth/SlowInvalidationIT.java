package io.apitokens.keycloak.tests.oauth;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.Evaluations;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.resource.RoleScopeResource;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Law 5 while a change invalidates the realm cache. Keycloak increases the counter of the cache before the previous
 * object is invalid, and a slow request can put that object back in between.
 */
@IntegrationTest
class SlowInvalidationIT {

    private static final String ROLE = "writer";

    @Test
    void law5EvaluationDuringAnInvalidationIsNotKept(KeycloakUnderTest keycloak, TestRealm realm) {
        String group = groupOfAlice(realm);
        RoleScopeResource roles = realm.admin().groups().group(group).roles().realmLevel();
        RoleRepresentation role = realm.admin().roles().get(ROLE).toRepresentation();
        realm.changeClient(NOTES, client -> client.setFullScopeAllowed(true));
        roles.add(List.of(role));
        String secret = realm.account(ALICE).mint("one").secret();
        Evaluations evaluations = new Evaluations(keycloak, realm);
        assertThat(evaluations.reused(secret).toString()).contains(ROLE);

        keycloak.control().slowInvalidation(group);
        CompletableFuture<Void> change = CompletableFuture.runAsync(() -> roles.remove(List.of(role)));
        try {
            keycloak.control().awaitSlowInvalidation();
            assertThat(realm.introspection().of(secret).toString())
                    .as("the change is not answered yet")
                    .contains(ROLE);
            assertThat(change).isNotDone();
        } finally {
            keycloak.control().endSlowInvalidation();
        }
        change.join();

        assertThat(realm.introspection().of(secret).toString()).doesNotContain(ROLE);
        assertThat(evaluations.count("changed")).isPositive();
        assertThat(evaluations.reused(secret).toString()).doesNotContain(ROLE);
    }

    private static String groupOfAlice(TestRealm realm) {
        RoleRepresentation role = new RoleRepresentation();
        role.setName(ROLE);
        realm.admin().roles().create(role);
        GroupRepresentation group = new GroupRepresentation();
        group.setName("staff");
        realm.admin().groups().add(group).close();
        String id = realm.admin().groups().groups().get(0).getId();
        realm.user(ALICE).joinGroup(id);
        return id;
    }
}
