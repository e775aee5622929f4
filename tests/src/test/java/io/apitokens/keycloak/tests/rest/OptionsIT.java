package io.apitokens.keycloak.tests.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import org.junit.jupiter.api.Test;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class OptionsIT {

    @Test
    void returnsClientsScopesAndPolicy(TestRealm realm) {
        AccountApi alice = realm.account(ALICE);
        alice.mint("one");
        assertThat(alice.get("/options").body())
                .isEqualTo("{\"clients\":[{\"clientId\":\"notes\",\"name\":\"Notes\","
                        + "\"description\":\"Keeps your notes\",\"suggestedLabel\":\"Notes\","
                        + "\"defaultScopes\":[{\"name\":\"basic\"},{\"name\":\"roles\",\"description\":\"User roles\"}],"
                        + "\"scopes\":[{\"name\":\"notes:read\",\"description\":\"Read your notes\"},"
                        + "{\"name\":\"notes:write\",\"description\":\"Write your notes\"}],"
                        + "\"minting\":{\"nonExpiringAllowed\":true,\"everythingByDefault\":true}}],"
                        + "\"policy\":{\"maxActive\":100,\"active\":1}}");
    }

    @Test
    void offersOnlyScopesThatTheUserMayHave(TestRealm realm) {
        assertThat(realm.account(BOB).get("/options").json().at("/clients/0/scopes"))
                .extracting(scope -> scope.get("name").asText())
                .containsExactly("notes:read");
    }

    @Test
    void doesNotOfferOfflineAccess(TestRealm realm) {
        realm.client(NOTES).addOptionalClientScope(realm.scopeId("offline_access"));
        assertThat(realm.account(ALICE).get("/options").body()).doesNotContain("offline_access");
        String secret = realm.account(ALICE).mint("everything").secret();
        assertThat(realm.introspection().of(secret).get("scope").asText()).doesNotContain("offline_access");
    }

    @Test
    void listsOnlyEnabledTokenClients(TestRealm realm) {
        realm.addTokenClient("tasks");
        realm.addTokenClient("gone");
        realm.changeClient("gone", client -> client.setEnabled(false));
        realm.addTokenClient("off");
        realm.changeClient("off", client -> client.getAttributes().put("api.tokens.enabled", "false"));
        JsonNode clients = realm.account(ALICE).get("/options").json().get("clients");
        assertThat(clients)
                .extracting(client -> client.get("clientId").asText())
                .containsExactly("notes", "tasks");
    }

    @Test
    void resolvesMessageKeysOfTheTheme(TestRealm realm) {
        realm.changeClient(NOTES, client -> client.setName("${client_account}"));
        assertThat(realm.account(ALICE)
                        .get("/options")
                        .json()
                        .at("/clients/0/name")
                        .asText())
                .isEqualTo("Account");
    }
}
