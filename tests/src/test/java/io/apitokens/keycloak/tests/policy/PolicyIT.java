package io.apitokens.keycloak.tests.policy;

import java.time.Duration;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.AdminApi;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.AdminEventRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

import static io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.body;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.CONSOLE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests the policy for minting, and the permissions to change it. */
@IntegrationTest
@Tag("compatibility")
class PolicyIT {

    private static final String NONE = "{}";

    private final TestRealm realm;
    private AccountApi alice;

    PolicyIT(TestRealm realm) {
        this.realm = realm;
        realm.admin().roles().create(new RoleRepresentation("token minter", null, false));
    }

    @BeforeEach
    void noPolicyAndNoTokens() {
        realm.apiTokensAdmin().setPolicy(NONE);
        setPolicyOfNotes(NONE);
        alice = realm.account(ALICE);
        alice.revokeAll();
    }

    @Test
    void everythingThatIsWrittenIsReadAgain() {
        String rules = "{\"mintingEnabled\":true,\"exchangeEnabled\":true,\"requiredRole\":\"token minter\","
                + "\"maxLifetime\":86400,\"defaultLifetime\":3600,\"nonExpiringAllowed\":false,\"everythingByDefault\":false,\"maxActive\":5,"
                + "\"forbiddenScopes\":[\"notes:write\",\"notes:read\"],\"endUnusedAfterDays\":30,\"keepEndedDays\":7,"
                + "\"maxAuthenticationAge\":300,\"selfRotation\":true,\"selfRotationGracePeriod\":600,"
                + "\"selfRotationExpiry\":true,\"notices\":[\"leaked\",\"ended\"]}";
        realm.apiTokensAdmin().setPolicy(rules);
        assertThat(policy()).hasToString(rules);
        assertThat(realm.admin().toRepresentation().getAttributes())
                .containsEntry("api.tokens.max.lifetime", "86400")
                .containsEntry("api.tokens.forbidden.scopes", "notes:write notes:read")
                .containsEntry("api.tokens.self.rotation", "true")
                .containsEntry("api.tokens.self.rotation.grace.period", "600")
                .containsEntry("api.tokens.self.rotation.expiry", "true")
                .containsEntry("api.tokens.notices", "leaked ended");
        realm.apiTokensAdmin().setPolicy("{\"notices\":[]}");
        assertThat(policy()).hasToString("{\"notices\":[]}");
        realm.apiTokensAdmin().setPolicy(NONE);
        assertThat(policy()).hasToString(NONE);
        assertThat(realm.admin().toRepresentation().getAttributes().keySet())
                .noneMatch(name -> name.startsWith("api.tokens."));
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"maxLifetime\":0}', maxLifetime, apiTokenPolicyOutOfRange",
        "'{\"maxLifetime\":99999999999}', maxLifetime, apiTokenPolicyOutOfRange",
        "'{\"maxLifetime\":60,\"defaultLifetime\":61}', defaultLifetime, apiTokenPolicyOutOfRange",
        "'{\"maxActive\":0}', maxActive, apiTokenPolicyOutOfRange",
        "'{\"endUnusedAfterDays\":0}', endUnusedAfterDays, apiTokenPolicyOutOfRange",
        "'{\"keepEndedDays\":0}', keepEndedDays, apiTokenPolicyOutOfRange",
        "'{\"maxAuthenticationAge\":0}', maxAuthenticationAge, apiTokenPolicyOutOfRange",
        "'{\"selfRotationGracePeriod\":59}', selfRotationGracePeriod, apiTokenPolicyOutOfRange",
        "'{\"selfRotationGracePeriod\":86401}', selfRotationGracePeriod, apiTokenPolicyOutOfRange",
        "'{\"selfRotation\":\"true\"}', selfRotation, apiTokenInvalidBody",
        "'{\"forbiddenScopes\":[\"a b\"]}', forbiddenScopes, apiTokenPolicyScopesInvalid",
        "'{\"forbiddenScopes\":[\"notes:read\",\"notes:wirte\"]}', forbiddenScopes, apiTokenPolicyScopeNotFound",
        "'{\"forbiddenScopes\":[null]}', forbiddenScopes, apiTokenPolicyScopesInvalid",
        "'{\"forbiddenScopes\":[\"none\"]}', forbiddenScopes, apiTokenPolicyScopesInvalid",
        "'{\"notices\":[null]}', notices, apiTokenPolicyNoticesInvalid",
        "'{\"notices\":[\"minted\",\"minted\"]}', notices, apiTokenPolicyNoticesInvalid",
        "'{\"requiredRole\":\"a\\u0000\"}', requiredRole, apiTokenPolicyRoleNotFound",
        "'{\"forbiddenScopes\":\"a\"}', forbiddenScopes, apiTokenInvalidBody",
        "'{\"requiredRole\":\"nobody has it\"}', requiredRole, apiTokenPolicyRoleNotFound",
        "'{\"requiredRole\":\"\"}', requiredRole, apiTokenPolicyRoleNotFound",
        "'{\"notices\":[\"minted\",\"postcard\"]}', notices, apiTokenInvalidBody",
        "'{\"mintingEnabled\":\"perhaps\"}', mintingEnabled, apiTokenInvalidBody",
        "'{\"maxLifetimes\":1}', maxLifetimes, apiTokenInvalidBody",
        "'[]', , apiTokenInvalidBody"
    })
    void law10WrongRulesNameTheFieldAndChangeNothing(String rules, String field, String error) {
        realm.apiTokensAdmin().setPolicy("{\"maxActive\":7}");
        Answer answer = realm.apiTokensAdmin().put("/policy", rules);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().path("errorMessage").asText()).isEqualTo(error);
        assertThat(answer.json().path("field").asText(null)).isEqualTo(field);
        assertThat(policy()).hasToString("{\"maxActive\":7}");
    }

    @Test
    void noticesAreRuledByTheRealmAlone() {
        Answer answer =
                realm.apiTokensAdmin().put("/policy/clients/" + realm.clientId(NOTES), "{\"notices\":[\"minted\"]}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("field").asText()).isEqualTo("notices");
    }

    @Test
    void changeLeavesAnAdminEvent() {
        realm.changeRealm(settings -> {
            settings.setAdminEventsEnabled(true);
            settings.setAdminEventsDetailsEnabled(true);
        });
        realm.admin().clearAdminEvents();
        realm.apiTokensAdmin().setPolicy("{\"maxActive\":9}");
        setPolicyOfNotes("{\"maxActive\":8}");
        List<AdminEventRepresentation> events = realm.admin().getAdminEvents().stream()
                .filter(event -> "API_TOKEN_POLICY".equals(event.getResourceType()))
                .toList();
        assertThat(events)
                .extracting(AdminEventRepresentation::getResourcePath)
                .containsExactly("api-tokens/policy/clients/" + realm.clientId(NOTES), "api-tokens/policy");
        assertThat(events)
                .extracting(AdminEventRepresentation::getRepresentation)
                .containsExactly("{\"maxActive\":8}", "{\"maxActive\":9}");
    }

    @Test
    void takesThePermissionsOfTheAttributesBehindIt() {
        realm.client(CONSOLE);
        AdminApi nobody = realm.apiTokensAdmin(realm.accessToken(BOB));
        assertThat(nobody.get("/policy").status()).isEqualTo(403);
        assertThat(nobody.put("/policy", NONE).status()).isEqualTo(403);
        String ofClient = "/policy/clients/" + realm.clientId(NOTES);
        assertThat(nobody.get(ofClient).status()).isEqualTo(403);
        assertThat(nobody.put(ofClient, NONE).status()).isEqualTo(403);
        assertThat(nobody.get("/policy/clients/unknown").status()).isEqualTo(403);

        realm.addManagementRoles(BOB, "view-realm", "view-clients");
        AdminApi viewer = realm.apiTokensAdmin(realm.accessToken(BOB));
        assertThat(viewer.get("/policy").status()).isEqualTo(200);
        assertThat(viewer.put("/policy", NONE).status()).isEqualTo(403);
        assertThat(viewer.get(ofClient).status()).isEqualTo(200);
        assertThat(viewer.put(ofClient, NONE).status()).isEqualTo(403);
        assertThat(viewer.get("/policy/clients/unknown").status()).isEqualTo(404);

        realm.addManagementRoles(BOB, "manage-realm", "manage-clients");
        AdminApi manager = realm.apiTokensAdmin(realm.accessToken(BOB));
        assertThat(manager.put("/policy", NONE).status()).isEqualTo(204);
        assertThat(manager.put(ofClient, NONE).status()).isEqualTo(204);
        assertThat(realm.apiTokensAdmin("none").get("/policy").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void mintingCanBeSwitchedOff(boolean byClient) {
        Minted before = alice.mint("before");
        write(byClient, "{\"mintingEnabled\":false}");
        assertRefused(alice.post(body().put("label", "x")), 403, "apiTokenMintingDisabled", null);
        assertRefused(alice.post("/" + before.id() + "/rotate", "{}"), 403, "apiTokenMintingDisabled", null);
        assertThat(minting().get("refusal").asText()).isEqualTo("apiTokenMintingDisabled");
        assertThat(realm.introspection().isActive(before.secret())).isTrue();
        assertThat(alice.delete("/" + before.id()).status()).isEqualTo(200);
        write(byClient, "{\"mintingEnabled\":true}");
        assertThat(alice.post(body().put("label", "x")).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void roleCanBeRequired(boolean byClient) {
        write(byClient, "{\"requiredRole\":\"token minter\"}");
        assertRefused(alice.post(body().put("label", "x")), 403, "apiTokenRoleRequired", null);
        assertThat(minting().get("refusal").asText()).isEqualTo("apiTokenRoleRequired");

        RoleRepresentation role = realm.admin().roles().get("token minter").toRepresentation();
        realm.user(ALICE).roles().realmLevel().add(List.of(role));
        assertThat(alice.post(body().put("label", "x")).status()).isEqualTo(201);
        assertThat(minting().has("refusal")).isFalse();
        realm.user(ALICE).roles().realmLevel().remove(List.of(role));
    }

    @Test
    void roleOfAClientCanBeRequired() {
        realm.apiTokensAdmin().setPolicy("{\"requiredRole\":\"notes-api.write\"}");
        assertThat(alice.post(body().put("label", "x")).status()).isEqualTo(201);
        assertRefused(realm.account(BOB).post(body().put("label", "x")), 403, "apiTokenRoleRequired", null);
    }

    @Test
    void rolesOfRealmAndClientAreBothRequired() {
        realm.apiTokensAdmin().setPolicy("{\"requiredRole\":\"notes-api.write\"}");
        setPolicyOfNotes("{\"requiredRole\":\"token minter\"}");
        assertRefused(alice.post(body().put("label", "x")), 403, "apiTokenRoleRequired", null);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void lifetimeCanBeLimited(boolean byClient) {
        write(byClient, "{\"maxLifetime\":3600}");
        assertRefused(
                alice.post(body().put("label", "x").put("lifetime", 3601)), 400, "apiTokenLifetimeTooLong", "lifetime");
        assertRefused(
                alice.post(body().put("label", "x").put("expiresTimestamp", in(Duration.ofHours(2)))),
                400,
                "apiTokenLifetimeTooLong",
                "expiresTimestamp");
        assertThat(lifetime(body().put("lifetime", 3600))).isEqualTo(3600_000);
        assertThat(lifetime(body()))
                .as("the greatest is offered where never is not")
                .isEqualTo(3600_000);
        assertThat(minting().get("maxLifetime").asLong()).isEqualTo(3600);
        assertThat(minting().get("nonExpiringAllowed").asBoolean()).isFalse();
    }

    @Test
    void clientsAndRealmsDecideWhatIsSelectedFirst() {
        assertThat(minting().get("everythingByDefault").asBoolean()).isTrue();
        setPolicyOfNotes("{\"everythingByDefault\":false}");
        assertThat(minting().get("everythingByDefault").asBoolean()).isFalse();
        setPolicyOfNotes("{\"everythingByDefault\":true}");
        realm.apiTokensAdmin().setPolicy("{\"everythingByDefault\":false}");
        assertThat(minting().get("everythingByDefault").asBoolean()).isFalse();
        assertThat(alice.mint("as before").id()).isNotEmpty();
    }

    @Test
    void clientIsStricterAndNeverLaxer() {
        realm.apiTokensAdmin().setPolicy("{\"maxLifetime\":3600}");
        setPolicyOfNotes("{\"maxLifetime\":7200}");
        assertThat(minting().get("maxLifetime").asLong()).isEqualTo(3600);
        setPolicyOfNotes("{\"maxLifetime\":60}");
        assertThat(minting().get("maxLifetime").asLong()).isEqualTo(60);
        realm.apiTokensAdmin().setPolicy("{\"mintingEnabled\":false}");
        setPolicyOfNotes("{\"mintingEnabled\":true}");
        assertRefused(alice.post(body().put("label", "x")), 403, "apiTokenMintingDisabled", null);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void expiryCanBeRequired(boolean byClient) {
        write(byClient, "{\"nonExpiringAllowed\":false}");
        assertRefused(alice.post(body().put("label", "x")), 400, "apiTokenExpiresRequired", "expiresTimestamp");
        assertThat(lifetime(body().put("lifetime", 60))).isEqualTo(60_000);
        write(byClient, "{\"nonExpiringAllowed\":false,\"defaultLifetime\":120}");
        assertThat(lifetime(body())).isEqualTo(120_000);
        assertThat(minting().get("defaultLifetime").asLong()).isEqualTo(120);
    }

    @Test
    void defaultIsOfferedAndNotImposed() {
        realm.apiTokensAdmin().setPolicy("{\"defaultLifetime\":120}");
        assertThat(minting().get("defaultLifetime").asLong()).isEqualTo(120);
        assertThat(alice.post(body().put("label", "forever")).json().has("expiresTimestamp"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"label\":\"x\",\"lifetime\":0}', lifetime, apiTokenExpiresInvalid",
        "'{\"label\":\"x\",\"lifetime\":-5}', lifetime, apiTokenExpiresInvalid",
        "'{\"label\":\"x\",\"lifetime\":9223372036854775807}', lifetime, apiTokenLifetimeTooLong",
        "'{\"label\":\"x\",\"expiresTimestamp\":9223372036854775807}', expiresTimestamp, apiTokenLifetimeTooLong",
        "'{\"label\":\"x\",\"lifetime\":60,\"expiresTimestamp\":9999999999999}', lifetime, apiTokenExpiresInvalid"
    })
    void lifetimeIsBoundedAndNotGivenTwice(String body, String field, String error) {
        assertRefused(alice.post(body), 400, error, field);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void law5ForbiddenScopeIsInNoTokenNotEvenInAnOlderOne(boolean byClient) {
        Minted selected = alice.mint("selected", "notes:read", "notes:write");
        Minted everything = alice.mint("everything");
        assertThat(scope(selected)).contains("notes:write");

        write(byClient, "{\"forbiddenScopes\":[\"notes:write\"]}");
        assertThat(scope(selected)).contains("notes:read").doesNotContain("notes:write");
        assertThat(scope(everything)).contains("notes:read").doesNotContain("notes:write");
        ObjectNode wish = body().put("label", "x");
        wish.putArray("scopes").add("notes:write");
        assertRefused(alice.post(wish), 400, "apiTokenScopeInvalid", "scopes");
        assertThat(alice.get("/options").body()).doesNotContain("notes:write");
        assertThat(alice.get("/" + selected.id()).json().at("/scopes/1/granted").asBoolean(true))
                .isFalse();
        assertThat(realm.exchange().of(selected.secret()).body()).doesNotContain("notes:write");

        write(byClient, NONE);
        assertThat(scope(selected)).contains("notes:write");
    }

    @ParameterizedTest
    @ValueSource(strings = {"other notes:write", " notes:write  other ", "other\tnotes:write", "other\nnotes:write\n"})
    void forbiddenScopesAreSeparatedByAnyWhiteSpace(String attribute) {
        Minted minted = alice.mint("everything");
        realm.changeRealm(settings -> settings.getAttributes().put("api.tokens.forbidden.scopes", attribute));
        assertThat(realm.apiTokensAdmin().get("/policy").json().get("forbiddenScopes"))
                .anySatisfy(name -> assertThat(name.asText()).isEqualTo("notes:write"));
        assertThat(scope(minted)).contains("notes:read").doesNotContain("notes:write");
    }

    @Test
    void defaultScopeCanBeForbiddenAsWell() {
        realm.client(NOTES).removeOptionalClientScope(realm.scopeId("notes:write"));
        realm.client(NOTES).addDefaultClientScope(realm.scopeId("notes:write"));
        Minted minted = alice.mint("reads", "notes:read");
        assertThat(scope(minted)).contains("notes:write");
        realm.apiTokensAdmin().setPolicy("{\"forbiddenScopes\":[\"notes:write\"]}");
        JsonNode answer = realm.introspection().of(minted.secret());
        assertThat(answer.get("scope").asText()).contains("notes:read").doesNotContain("notes:write");
        assertThat(answer.at("/resource_access/notes-api/roles")).hasToString("[\"read\"]");
        String jwt =
                realm.exchange().of(minted.secret()).json().get("access_token").asText();
        assertThat(realm.introspection().of(jwt).at("/resource_access/notes-api/roles"))
                .hasToString("[\"read\"]");
        realm.client(NOTES).removeDefaultClientScope(realm.scopeId("notes:write"));
        realm.client(NOTES).addOptionalClientScope(realm.scopeId("notes:write"));
    }

    @Test
    void attributeThatCannotBeUnderstoodIsNoPermission() {
        Minted minted = alice.mint("before");
        realm.changeRealm(settings -> settings.getAttributes().put("api.tokens.max.lifetime", "a day"));
        assertRefused(alice.post(body().put("label", "x")), 403, "apiTokenPolicyInvalid", null);
        assertThat(minting().get("refusal").asText()).isEqualTo("apiTokenPolicyInvalid");
        Answer read = realm.apiTokensAdmin().get("/policy");
        assertThat(read.status()).isEqualTo(409);
        assertThat(read.json())
                .hasToString("{\"errorMessage\":\"apiTokenPolicyInvalid\",\"params\":[\"api.tokens.max.lifetime\"]}");
        assertThat(realm.introspection().isActive(minted.secret())).isTrue();
        realm.apiTokensAdmin().setPolicy(NONE);
        assertThat(alice.post(body().put("label", "x")).status()).isEqualTo(201);
    }

    @Test
    void attributeThatIsOutOfRangeIsNamed() {
        realm.changeRealm(settings -> settings.getAttributes().put("api.tokens.max.lifetime", "0"));
        assertRefused(alice.post(body().put("label", "x")), 403, "apiTokenPolicyInvalid", null);
        assertThat(realm.apiTokensAdmin().get("/policy").json().get("params"))
                .hasToString("[\"api.tokens.max.lifetime\"]");
        realm.apiTokensAdmin().setPolicy(NONE);
    }

    private void setPolicyOfNotes(String rules) {
        realm.apiTokensAdmin().setPolicy(realm.clientId(NOTES), rules);
    }

    private void write(boolean byClient, String rules) {
        if (byClient) {
            setPolicyOfNotes(rules);
        } else {
            realm.apiTokensAdmin().setPolicy(rules);
        }
    }

    private JsonNode policy() {
        return realm.apiTokensAdmin().get("/policy").json();
    }

    private JsonNode minting() {
        return alice.get("/options").json().at("/clients/0/minting");
    }

    private String scope(Minted minted) {
        return realm.introspection().of(minted.secret()).path("scope").asText();
    }

    /** Returns the lifetime of a new API token in milliseconds. */
    private long lifetime(ObjectNode body) {
        JsonNode token = alice.post(body.put("label", "lives " + body)).json();
        return token.get("expiresTimestamp").asLong()
                - token.get("createdTimestamp").asLong();
    }

    private static long in(Duration duration) {
        return System.currentTimeMillis() + duration.toMillis();
    }

    private static void assertRefused(Answer answer, int status, String error, String field) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().path("errorMessage").asText()).isEqualTo(error);
        assertThat(answer.json().path("field").asText(null)).isEqualTo(field);
    }
}
