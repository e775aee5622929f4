package io.apitokens.keycloak.tests.oauth;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tests law 5: each use evaluates what a token may do, and that narrows at once with its user, client and realm. */
@IntegrationTest
@Tag("compatibility")
class LiveAuthorityIT {

    private static final String INACTIVE = "{\"active\":false}";

    @Test
    void disabledUserIsInactiveAtOnceAndBackWhenEnabled(TestRealm realm) {
        String secret = realm.account(ALICE).mint("x").secret();
        realm.changeUser(ALICE, user -> user.setEnabled(false));
        assertThat(realm.introspection().of(secret)).hasToString(INACTIVE);
        realm.changeUser(ALICE, user -> user.setEnabled(true));
        assertThat(realm.introspection().isActive(secret)).isTrue();
    }

    @Test
    void disabledClientIsInactiveAtOnce(TestRealm realm) {
        String secret = realm.account(ALICE).mint("x").secret();
        realm.changeClient(NOTES, client -> client.setEnabled(false));
        assertThat(realm.introspection().of(secret)).hasToString(INACTIVE);
    }

    @Test
    void clientThatIsNoTokenClientAnyMoreIsInactiveAtOnce(TestRealm realm) {
        String secret = realm.account(ALICE).mint("x").secret();
        realm.changeClient(NOTES, client -> client.setAttributes(Map.of("api.tokens.enabled", "false")));
        assertThat(realm.introspection().of(secret)).hasToString(INACTIVE);
    }

    @Test
    void disabledRealmAnswersAsStockKeycloakDoes(TestRealm realm) {
        String secret = realm.account(ALICE).mint("x").secret();
        realm.changeRealm(representation -> representation.setEnabled(false));
        assertThat(realm.introspection()
                        .ask(secret, Map.of(), "application/json")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void removedRoleTakesScopeAndAudienceWithIt(TestRealm realm) {
        String everything = realm.account(ALICE).mint("everything").secret();
        String selection = realm.account(ALICE)
                .mint("selection", "notes:read", "notes:write")
                .secret();
        realm.removeNotesRole(ALICE, "write");
        for (String secret : new String[] {everything, selection}) {
            JsonNode answer = realm.introspection().of(secret);
            assertThat(answer.get("scope").asText()).isEqualTo("notes:read");
            assertThat(answer.get("resource_access")).hasToString("{\"notes-api\":{\"roles\":[\"read\"]}}");
        }
        realm.removeNotesRole(ALICE, "read");
        assertThat(realm.introspection().of(everything))
                .as("the notes API is not in the audience any more")
                .hasToString(INACTIVE);
    }

    @Test
    void roleThatIsGainedLaterCountsForEverythingAndNotForASelection(TestRealm realm) {
        String everything = realm.account(BOB).mint("everything").secret();
        String selection = realm.account(BOB).mint("selection", "notes:read").secret();
        realm.addNotesRole(BOB, "write");
        assertThat(scopes(realm, everything)).containsExactlyInAnyOrder("notes:read", "notes:write");
        assertThat(scopes(realm, selection)).containsExactly("notes:read");
    }

    @Test
    void scopeThatAdminsTakeAwayIsNoLongerGrantedAndShownAsSuch(TestRealm realm) {
        AccountApi alice = realm.account(ALICE);
        Minted minted = alice.mint("both", "notes:read", "notes:write");
        realm.client(NOTES).removeOptionalClientScope(realm.scopeId("notes:write"));

        assertThat(scopes(realm, minted.secret())).containsExactly("notes:read");
        JsonNode scopes = alice.get("/" + minted.id()).json().get("scopes");
        assertThat(scopes.at("/0/granted").asBoolean()).isTrue();
        assertThat(scopes.at("/1")).hasToString("{\"name\":\"notes:write\",\"granted\":false}");
    }

    @Test
    void defaultScopeThatAdminsAddCountsForEveryToken(TestRealm realm) {
        String secret = realm.account(ALICE).mint("read", "notes:read").secret();
        realm.client(NOTES).removeOptionalClientScope(realm.scopeId("notes:write"));
        realm.client(NOTES).addDefaultClientScope(realm.scopeId("notes:write"));
        assertThat(scopes(realm, secret)).containsExactlyInAnyOrder("notes:read", "notes:write");
    }

    @Test
    void notBeforePolicyOfTheRealmEndsOlderTokens(TestRealm realm) {
        String secret = realm.account(ALICE).mint("x").secret();
        realm.changeRealm(representation -> representation.setNotBefore(inAMinute()));
        assertThat(realm.introspection().of(secret)).hasToString(INACTIVE);
    }

    @Test
    void notBeforePolicyOfTheClientEndsOlderTokens(TestRealm realm) {
        String secret = realm.account(ALICE).mint("x").secret();
        realm.changeClient(NOTES, client -> client.setNotBefore(inAMinute()));
        assertThat(realm.introspection().of(secret)).hasToString(INACTIVE);
    }

    /** Keycloak sets it when an admin logs a user out of all sessions. */
    @Test
    void notBeforePolicyOfTheUserEndsOlderTokens(TestRealm realm) {
        String secret = realm.account(ALICE).mint("x").secret();
        long minted = Instant.now().getEpochSecond();
        await().until(() -> Instant.now().getEpochSecond() > minted);
        realm.user(ALICE).logout();
        assertThat(realm.introspection().of(secret)).hasToString(INACTIVE);
        assertThat(realm.introspection()
                        .isActive(realm.account(ALICE).mint("younger").secret()))
                .isTrue();
    }

    private static Set<String> scopes(TestRealm realm, String secret) {
        return Set.of(realm.introspection().of(secret).get("scope").asText().split(" "));
    }

    private static int inAMinute() {
        return (int) Instant.now().plusSeconds(60).getEpochSecond();
    }
}
