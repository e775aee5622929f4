package io.apitokens.keycloak.tests.lifecycle;

import java.util.List;
import java.util.stream.IntStream;

import io.apitokens.keycloak.tests.fixture.database.ManyApiTokens;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests that the removal of a user, client or realm removes all rows of its API tokens, active or ended. */
@IntegrationTest
@Tag("database")
class RemovalIT {

    private static final String IN_REALM = "select count(*) from API_TOKEN where REALM_ID = ?";

    private final KeycloakUnderTest keycloak;

    RemovalIT(KeycloakUnderTest keycloak) {
        this.keycloak = keycloak;
    }

    @Test
    void usersWhoseIdsDifferByCaseOrAccentAreDifferent(TestRealm realm) {
        String realmId = realm.admin().toRepresentation().getId();
        new ManyApiTokens(keycloak.database(), realmId, "f:directory:josé", realm.clientId(TestRealm.NOTES))
                .add(1, 1, null, 1L);
        String query = "select count(*) from API_TOKEN where REALM_ID = ? and USER_ID = ?";
        assertThat(keycloak.database().count(query, realmId, "f:directory:josé"))
                .isEqualTo(1);
        for (String other : List.of("f:directory:jose", "f:directory:JOSÉ", "F:directory:josé")) {
            assertThat(keycloak.database().count(query, realmId, other))
                    .as(other)
                    .isZero();
        }
    }

    @Test
    void removedUserLeavesNoRow(TestRealm realm) {
        String id = realm.admin().toRepresentation().getId();
        mintTwoAndEndOne(realm.account(ALICE));
        String bobs = realm.account(BOB).mint("bob's").secret();
        realm.user(ALICE).remove();
        assertThat(keycloak.database().count(IN_REALM, id)).isEqualTo(1);
        assertThat(realm.introspection().isActive(bobs)).isTrue();
    }

    @Test
    void removedClientLeavesNoRow(TestRealm realm) {
        String id = realm.admin().toRepresentation().getId();
        AccountApi alice = realm.account(ALICE);
        AccountApi bob = realm.account(BOB);
        mintTwoAndEndOne(alice);
        // The rows need more than one batch.
        IntStream.range(0, 95).forEach(i -> alice.mint("alice's " + i));
        IntStream.range(0, 15).forEach(i -> bob.mint("bob's " + i));
        realm.client(NOTES).remove();
        assertThat(keycloak.database().count(IN_REALM, id)).isZero();
    }

    /** {@code -Drows=100000} for ten thousand. */
    @Test
    void clientOfManyIsRemovedAtOnce(TestRealm realm) {
        String id = realm.admin().toRepresentation().getId();
        int many = Integer.getInteger("rows", 20_000) / 10;
        new ManyApiTokens(keycloak.database(), id, realm.userId(ALICE), realm.clientId(NOTES))
                .add(many, System.currentTimeMillis(), null, null);
        long start = System.nanoTime();
        realm.client(NOTES).remove();
        System.getLogger(RemovalIT.class.getName())
                .log(
                        System.Logger.Level.INFO,
                        "A client with %d API tokens was removed in %.1f s"
                                .formatted(many, (System.nanoTime() - start) / 1e9));
        assertThat(keycloak.database().count(IN_REALM, id)).isZero();
    }

    @Test
    void removedRealmLeavesNoRow(TestRealm realm) {
        String id = realm.admin().toRepresentation().getId();
        mintTwoAndEndOne(realm.account(ALICE));
        assertThat(keycloak.database().count(IN_REALM, id)).isEqualTo(2);
        realm.admin().remove();
        assertThat(keycloak.database().count(IN_REALM, id)).isZero();
    }

    @Test
    void onlyTheHashOfASecretIsStored(TestRealm realm) {
        String secret = realm.account(ALICE).mint("stored").secret();
        String table = "select count(*) from API_TOKEN where"
                + " concat(LABEL, coalesce(DESCRIPTION, ''), SECRET_HASH, HINT, LABEL_KEY, ID) like concat('%', ?, '%')";
        String random = secret.substring("kcat_".length(), secret.length() - 6);
        assertThat(keycloak.database().count(table, random)).isZero();
    }

    private static void mintTwoAndEndOne(AccountApi account) {
        account.mint("active");
        account.delete("/" + account.mint("ended").id());
    }
}
