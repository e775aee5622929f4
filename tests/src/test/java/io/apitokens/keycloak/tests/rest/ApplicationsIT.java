package io.apitokens.keycloak.tests.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.AdminApi;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.http.Jwt;
import io.apitokens.keycloak.tests.fixture.realm.LimitedAdmin;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.ClientScopeRepresentation;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES_API;
import static org.assertj.core.api.Assertions.assertThat;

/** Admins learn what API tokens of a client can have, and make clients token clients. */
@IntegrationTest
class ApplicationsIT {

    private final TestRealm shared;

    ApplicationsIT(TestRealm shared) {
        this.shared = shared;
    }

    @Test
    void scopesLeadToTheApisThatCanIntrospect() {
        JsonNode notes = read(shared, NOTES);
        assertThat(notes.get("enabled").asBoolean()).isTrue();
        assertThat(scope(notes, "notes:read").get("text").asText()).isEqualTo("Read your notes");
        assertThat(texts(scope(notes, "notes:read").get("roles"))).containsExactly("notes-api: read");
        assertThat(texts(scope(notes, "notes:read").get("apis"))).containsExactly(NOTES_API);
        assertThat(texts(scope(notes, NOTES).get("apis")))
                .as("by a mapper of the client")
                .containsExactly("notes-gateway");
        assertThat(warnings(notes)).containsExactly("public");
    }

    /** The page and an introspection must agree. */
    @Test
    void apisAreThoseOfTheAudienceOfAToken() {
        JsonNode notes = read(shared, NOTES);
        Minted minted = shared.account(ALICE).mint("reader", "notes:read");
        List<String> apis = new ArrayList<>(texts(scope(notes, NOTES).get("apis")));
        apis.addAll(texts(scope(notes, "notes:read").get("apis")));
        assertThat(new Jwt(shared.introspection().of(minted.secret())).audience())
                .containsExactlyInAnyOrderElementsOf(apis);
    }

    /** The page and an introspection must agree here too: the roles decide, and not the selected scopes. */
    @Test
    void clientWithFullScopeLeadsToEveryApiInWhichTheUserHasARole(TestRealm realm) {
        Minted minted = realm.account(ALICE).mint("no scopes", new String[0]);
        assertThat(scope(read(realm, NOTES), "notes:read").get("everyApiOfUser").asBoolean())
                .isFalse();
        assertThat(realm.introspection().isActive(minted.secret())).isFalse();

        realm.changeClient(NOTES, client -> client.setFullScopeAllowed(true));
        JsonNode notes = read(realm, NOTES);
        assertThat(realm.introspection().isActive(minted.secret())).isTrue();
        assertThat(notes.get("scopes"))
                .allMatch(scope -> scope.get("everyApiOfUser").asBoolean());
        assertThat(texts(scope(notes, "notes:read").get("apis")))
                .as("no list that depends on the selected scopes")
                .isEmpty();
        assertThat(texts(scope(notes, NOTES).get("apis")))
                .as("by a mapper of the client")
                .containsExactly("notes-gateway");
        assertThat(warnings(notes)).containsExactly("full_scope", "public");
    }

    @Test
    void settingsThatSurpriseAreWarnedOf(TestRealm realm) {
        realm.addClient("bare", client -> {
            client.setPublicClient(false);
            client.setFullScopeAllowed(false);
            client.setDefaultClientScopes(List.of("basic"));
            client.setOptionalClientScopes(List.of());
        });
        assertThat(warnings(read(realm, "bare"))).containsExactly("no_audience");
        realm.changeClient("bare", client -> {
            client.setEnabled(false);
            client.setFullScopeAllowed(true);
            client.setAttributes(Map.of("dpop.bound.access.tokens", "true"));
        });
        assertThat(warnings(read(realm, "bare")))
                .as("roles without the mapper that resolves them to an audience")
                .containsExactly("client_disabled", "no_audience", "full_scope", "dpop");
        realm.client("bare").addDefaultClientScope(realm.scopeId("roles"));
        assertThat(warnings(read(realm, "bare"))).containsExactly("client_disabled", "full_scope", "dpop");
        realm.changeClient("bare", client -> client.setBearerOnly(true));
        assertThat(warnings(read(realm, "bare"))).contains("bearer_only");
        ClientScopeRepresentation silent = new ClientScopeRepresentation();
        silent.setName("silent");
        silent.setProtocol("openid-connect");
        realm.admin().clientScopes().create(silent).close();
        realm.client(NOTES).addOptionalClientScope(realm.scopeId("silent"));
        JsonNode notes = read(realm, NOTES);
        assertThat(warnings(notes)).containsExactly("no_consent_text", "public");
        assertThat(texts(notes.at("/warnings/0/scopes"))).containsExactly("silent");
        realm.apiTokensAdmin().setPolicy("{\"forbiddenScopes\":[\"silent\"]}");
        notes = read(realm, NOTES);
        assertThat(warnings(notes)).containsExactly("public");
        assertThat(scope(notes, "silent").get("isForbidden").asBoolean()).isTrue();
    }

    @Test
    void switchMakesATokenClientAndEndsItsTokensWithIt(TestRealm realm) {
        String id = realm.clientId(NOTES);
        Minted minted = realm.account(ALICE).mint("x");
        AdminApi admin = realm.apiTokensAdmin();
        assertThat(admin.put("/applications/" + id, "{\"enabled\":false}").status())
                .isEqualTo(204);
        assertThat(realm.introspection().isActive(minted.secret())).isFalse();
        assertThat(admin.get("/applications?enabled=true").json()).isEmpty();
        assertThat(admin.put("/applications/" + id, "{\"enabled\":true}").status())
                .isEqualTo(204);
        assertThat(realm.introspection().isActive(minted.secret())).isTrue();
        assertThat(ids(admin.get("/applications?enabled=true").json())).containsExactly(NOTES);
    }

    @Test
    void listFindsClientsByAPartOfTheirId() {
        AdminApi admin = shared.apiTokensAdmin();
        assertThat(ids(admin.get("/applications?search=OTES").json()))
                .containsExactly("notes", "notes-api", "notes-cli", "notes-gateway");
        assertThat(ids(admin.get("/applications?search=otes&first=1&max=2").json()))
                .containsExactly("notes-api", "notes-cli");
        assertThat(ids(admin.get("/applications?search=OTE&enabled=true").json()))
                .containsExactly("notes");
        assertThat(admin.get("/applications?search=unknown").json()).isEmpty();
        assertThat(admin.get("/applications?search=").json()).hasSizeGreaterThan(4);
    }

    @ParameterizedTest
    @CsvSource({
        "%, 100%",
        "_, a_b",
        "0%, 100%",
        "\\, back\\slash",
        "k\\S, back\\slash",
        "notes%, ''",
        "!, ''",
        "a\0b, ''"
    })
    void searchFindsPartsOfTheClientIdToTheLetter(String search, String clientId) {
        for (String found : List.of("100%", "a_b", "back\\slash")) {
            if (shared.admin().clients().findByClientId(found).isEmpty()) {
                shared.addClient(found, client -> {});
            }
        }
        AdminApi admin = shared.apiTokensAdmin();
        assertThat(ids(admin.get("/applications?search=" + Http.encode(search)).json()))
                .containsExactly(clientId.isEmpty() ? new String[0] : new String[] {clientId});
    }

    @ParameterizedTest
    @CsvSource({"first=-1, first", "max=101, max", "enabled=yes, enabled"})
    void parameterThatMakesNoSenseIsNamed(String query, String parameter) {
        Answer answer = shared.apiTokensAdmin().get("/applications?" + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json())
                .hasToString("{\"field\":\"" + parameter + "\",\"errorMessage\":\"apiTokenParameterInvalid\"}");
    }

    @Test
    void takesThePermissionsOfTheClient(TestRealm realm) {
        String path = "/applications/" + realm.clientId(NOTES);
        AdminApi nobody = realm.apiTokensAdmin(realm.accessToken(BOB));
        assertThat(nobody.get("/applications").status()).isEqualTo(403);
        assertThat(nobody.get(path).status()).isEqualTo(403);
        assertThat(nobody.put(path, "{\"enabled\":false}").status()).isEqualTo(403);
        realm.addManagementRoles(BOB, "view-clients");
        AdminApi viewer = realm.apiTokensAdmin(realm.accessToken(BOB));
        assertThat(viewer.get(path).json().at("/access/configure").asBoolean()).isFalse();
        assertThat(viewer.put(path, "{\"enabled\":false}").status()).isEqualTo(403);
        assertThat(viewer.get("/applications/unknown").status()).isEqualTo(404);
        realm.addManagementRoles(BOB, "manage-clients");
        AdminApi manager = realm.apiTokensAdmin(realm.accessToken(BOB));
        assertThat(manager.get(path).json().at("/access/configure").asBoolean()).isTrue();
        assertThat(manager.put(path, "{\"enabled\":false}").status()).isEqualTo(204);
    }

    @Test
    void fineGrainedAdminSeesOnlyTheClientsAllowed(TestRealm realm) {
        LimitedAdmin.of(realm, BOB).grantForClient(Set.of("view"), realm.clientId(NOTES));
        realm.addManagementRoles(BOB, "query-clients");
        AdminApi bob = realm.apiTokensAdmin(realm.accessToken(BOB));
        assertThat(ids(bob.get("/applications").json())).containsExactly(NOTES);
        JsonNode notes = bob.get("/applications/" + realm.clientId(NOTES)).json();
        assertThat(notes.toString()).as("clients that bob may not view").doesNotContain("notes-api", "notes-gateway");
        assertThat(bob.get("/applications/" + realm.clientId(NOTES_API)).status())
                .isEqualTo(403);
        assertThat(bob.put("/applications/" + realm.clientId(NOTES), "{\"enabled\":false}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void clientOfAnotherRealmAndOfAnotherProtocolAreRefused(TestRealm realm, TestRealm other) {
        assertThat(other.apiTokensAdmin()
                        .get("/applications/" + realm.clientId(NOTES))
                        .status())
                .isEqualTo(404);
        realm.addClient("saml", client -> client.setProtocol("saml"));
        String saml = "/applications/" + realm.clientId("saml");
        assertThat(realm.apiTokensAdmin().get(saml).status()).isEqualTo(409);
        assertThat(realm.apiTokensAdmin().put(saml, "{\"enabled\":true}").status())
                .isEqualTo(409);
        assertThat(ids(realm.apiTokensAdmin().get("/applications?search=saml").json()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"enabled\":null}", "{\"enabled\":\"true\"}", "{\"enable\":true}", "[]"})
    void wrongInputChangesNothing(String body) {
        String path = "/applications/" + shared.clientId(NOTES);
        assertThat(shared.apiTokensAdmin().put(path, body).status()).isEqualTo(400);
        assertThat(read(shared, NOTES).get("enabled").asBoolean()).isTrue();
    }

    private static JsonNode read(TestRealm realm, String clientId) {
        return realm.apiTokensAdmin()
                .get("/applications/" + realm.clientId(clientId))
                .json();
    }

    private static JsonNode scope(JsonNode application, String name) {
        for (JsonNode scope : application.get("scopes")) {
            if (scope.get("name").asText().equals(name)) {
                return scope;
            }
        }
        throw new AssertionError("No scope " + name + " in " + application);
    }

    private static List<String> warnings(JsonNode application) {
        return application.get("warnings").findValuesAsText("kind");
    }

    private static List<String> ids(JsonNode applications) {
        return applications.findValuesAsText("clientId");
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
