package io.apitokens.keycloak.tests.lifecycle;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.PartialImportRepresentation;
import org.keycloak.representations.idm.PartialImportRepresentation.Policy;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.util.JsonSerialization;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests that exports and imports of realms carry the settings for API tokens, and no API tokens. */
@IntegrationTest
class ExportIT {

    private static final String RULES = "{\"maxLifetime\":3600,\"maxActive\":7}";

    @Test
    void importedRealmHasThePolicyAndTheTokenClientsOfItsFile(TestRealm realm) {
        assertThat(realm.apiTokensAdmin().get("/policy").json()).hasToString("{\"exchangeEnabled\":true}");
        assertThat(tokenClients(realm)).containsExactly(NOTES);
    }

    @Test
    void exportCarriesPolicyAndTokenClientsButNoTokens(TestRealm realm) throws Exception {
        realm.apiTokensAdmin().setPolicy(RULES);
        realm.apiTokensAdmin().setPolicy(realm.clientId(NOTES), "{\"maxActive\":3}");
        Minted minted = realm.account(ALICE).mint("not to be exported");
        RealmRepresentation exported = realm.admin().partialExport(true, true);
        assertThat(exported.getAttributes())
                .containsEntry("api.tokens.max.lifetime", "3600")
                .containsEntry("api.tokens.max.active", "7");
        assertThat(notes(exported).getAttributes())
                .containsEntry("api.tokens.enabled", "true")
                .containsEntry("api.tokens.max.active", "3");
        assertThat(JsonSerialization.writeValueAsString(exported))
                .doesNotContain("not to be exported", minted.id(), minted.secret());
    }

    @Test
    void partialImportBringsBackATokenClientWithItsRules(TestRealm realm, TestRealm other) {
        realm.apiTokensAdmin().setPolicy(realm.clientId(NOTES), RULES);
        ClientRepresentation notes = notes(realm.admin().partialExport(true, true));
        notes.setId(null);
        notes.getProtocolMappers().forEach(mapper -> mapper.setId(null));
        other.client(NOTES).remove();
        assertThat(tokenClients(other)).isEmpty();

        PartialImportRepresentation wanted = new PartialImportRepresentation();
        wanted.setIfResourceExists(Policy.FAIL.toString());
        wanted.setClients(List.of(notes));
        other.admin().partialImport(wanted).close();
        assertThat(tokenClients(other)).containsExactly(NOTES);
        assertThat(other.apiTokensAdmin()
                        .get("/policy/clients/" + other.clientId(NOTES))
                        .json())
                .hasToString(RULES);
        assertThat(other.account(ALICE)
                        .post("{\"label\":\"for ever\",\"clientId\":\"notes\",\"lifetime\":3601}")
                        .json()
                        .get("errorMessage")
                        .asText())
                .isEqualTo("apiTokenLifetimeTooLong");
    }

    @Test
    void partialImportByAnAdminOfTheRealmOverwritesAClientWithItsRulesAndEndsItsTokens(TestRealm realm) {
        realm.addManagementRoles(BOB, "manage-realm", "manage-clients");
        Minted minted = realm.account(ALICE).mint("of the client before");
        ClientRepresentation notes = realm.client(NOTES).toRepresentation();
        notes.setId(null);
        notes.getProtocolMappers().forEach(mapper -> mapper.setId(null));
        notes.getAttributes().put("api.tokens.max.lifetime", "3600");
        notes.getAttributes().put("api.tokens.max.active", "7");
        PartialImportRepresentation wanted = new PartialImportRepresentation();
        wanted.setIfResourceExists(Policy.OVERWRITE.toString());
        wanted.setClients(List.of(notes));

        Answer answer = Http.send(Http.to(realm.url().replace("/realms/", "/admin/realms/") + "/partialImport")
                .header("Authorization", "Bearer " + realm.accessToken(BOB))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        new ObjectMapper().valueToTree(wanted).toString())));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().get("overwritten").asInt()).isEqualTo(1);
        assertThat(realm.apiTokensAdmin()
                        .get("/policy/clients/" + realm.clientId(NOTES))
                        .json())
                .hasToString(RULES);
        assertThat(tokenClients(realm)).containsExactly(NOTES);
        // Keycloak removes the client and creates another one.
        assertThat(realm.introspection().isActive(minted.secret())).isFalse();
        assertThat(realm.account(ALICE)
                        .post("{\"label\":\"new\",\"lifetime\":3600}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void attributesAloneSetThePolicy(TestRealm realm) {
        realm.changeRealm(settings -> settings.getAttributes()
                .putAll(Map.of("api.tokens.max.lifetime", "3600", "api.tokens.max.active", "7")));
        JsonNode policy = realm.apiTokensAdmin().get("/policy").json();
        assertThat(policy.get("maxLifetime").asLong()).isEqualTo(3600);
        assertThat(policy.get("maxActive").asLong()).isEqualTo(7);
    }

    private static ClientRepresentation notes(RealmRepresentation exported) {
        return exported.getClients().stream()
                .filter(client -> NOTES.equals(client.getClientId()))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> tokenClients(TestRealm realm) {
        return realm.account(ALICE).get("/options").json().get("clients").findValuesAsText("clientId");
    }
}
