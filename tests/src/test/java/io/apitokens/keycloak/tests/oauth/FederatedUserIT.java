package io.apitokens.keycloak.tests.oauth;

import io.apitokens.keycloak.tests.fixture.AccountApi;
import io.apitokens.keycloak.tests.fixture.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.Directory;
import io.apitokens.keycloak.tests.fixture.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.TestRealm;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Users whom Keycloak does not store have API tokens like everybody else. */
@IntegrationTest
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
