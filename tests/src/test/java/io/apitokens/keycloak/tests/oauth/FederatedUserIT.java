package io.apitokens.keycloak.tests.oauth;

import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.realm.Directory;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that users whom Keycloak does not store have API tokens like all other users. */
@IntegrationTest
@Tag("compatibility")
class FederatedUserIT {

    private static final String DAVE = "dave";

    @Test
    void userOfADirectoryMintsUsesAndRevokes(TestRealm realm) {
        try (Directory directory = Directory.start()) {
            directory.add(DAVE);
            directory.federateInto(realm);
            realm.addNotesRoleToAll("read");
            assertThat(realm.userId(DAVE)).as("no stored user").startsWith("f:");

            AccountApi dave = realm.account(DAVE);
            Minted minted = dave.mint("laptop");
            assertThat(realm.introspection().of(minted.secret()).get("sub").asText())
                    .isEqualTo(realm.userId(DAVE));
            assertThat(realm.introspection().of(minted.secret()).get("scope").asText())
                    .isEqualTo("notes:read");
            assertThat(dave.labels("")).containsExactly("laptop");
            dave.delete("/" + minted.id());
            assertThat(realm.introspection().isActive(minted.secret())).isFalse();
        }
    }

    @Test
    void userWhoLeavesTheDirectoryIsInactive(TestRealm realm) {
        try (Directory directory = Directory.start()) {
            directory.add(DAVE);
            directory.federateInto(realm);
            realm.addNotesRoleToAll("read");
            String secret = realm.account(DAVE).mint("laptop").secret();
            assertThat(realm.introspection().isActive(secret)).isTrue();
            directory.remove(DAVE);
            assertThat(realm.introspection().of(secret)).hasToString("{\"active\":false}");
        }
    }

    @Test
    void removedDirectoryTakesItsUsersAlong(TestRealm realm) {
        try (Directory directory = Directory.start()) {
            directory.add(DAVE);
            directory.federateInto(realm);
            realm.addNotesRoleToAll("read");
            String secret = realm.account(DAVE).mint("laptop").secret();
            realm.admin().components().query().stream()
                    .filter(component -> component.getName().equals("directory"))
                    .forEach(component -> realm.admin()
                            .components()
                            .component(component.getId())
                            .remove());
            assertThat(realm.introspection().of(secret)).hasToString("{\"active\":false}");
        }
    }
}
