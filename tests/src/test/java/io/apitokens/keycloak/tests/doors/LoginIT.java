package io.apitokens.keycloak.tests.doors;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.AdminApi;
import io.apitokens.keycloak.tests.fixture.endpoint.Exchange;
import io.apitokens.keycloak.tests.fixture.endpoint.MintedSecrets;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.Impersonation;
import io.apitokens.keycloak.tests.fixture.realm.RealmLogins;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.EventRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

import static io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.body;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.CONSOLE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.GATEWAY;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.GATEWAY_SECRET;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tests law 8: a new secret requires a login of its user, at each endpoint that returns a secret. */
@IntegrationTest
class LoginIT {

    private static final String API_TOKEN = "urn:apitokens:token-type:api-token";
    private static final String NO_LOGIN = "apiTokenNoLogin";
    private static final String IMPERSONATED = "apiTokenImpersonated";
    private static final String DELEGATED = "apiTokenDelegated";
    private static final String LOCKED = "apiTokenUserLocked";

    private final KeycloakUnderTest keycloak;
    private TestRealm realm;
    private Exchange console;
    private Exchange gateway;
    private Minted before;

    LoginIT(KeycloakUnderTest keycloak) {
        this.keycloak = keycloak;
    }

    @BeforeEach
    void letEveryDoorMint(TestRealm own) {
        realm = own;
        gateway = own.exchange();
        own.allowMintingExchange(CONSOLE);
        own.changeClient(GATEWAY, client -> client.setServiceAccountsEnabled(true));
        own.addAudience(CONSOLE, NOTES);
        own.addAudience(GATEWAY, NOTES);
        console = own.publicExchange(CONSOLE);
        before = own.account(ALICE).mint("there before");
    }

    @Test
    void law8ImpersonatedUserMintsAtNoDoor() {
        assertRefusedAtEveryDoor(Impersonation.accessToken(realm, keycloak, ALICE), console, IMPERSONATED);
        assertThat(errors("UPDATE_CREDENTIAL_ERROR", "TOKEN_EXCHANGE_ERROR"))
                .hasSize(3)
                .allSatisfy(event -> assertThat(event.getDetails())
                        .containsEntry("reason", IMPERSONATED)
                        .containsEntry("impersonator", "admin")
                        .containsEntry("impersonator_realm", "master")
                        .containsEntry("impersonator_id", idOfTheServersAdmin()));
    }

    @ParameterizedTest
    @CsvSource({"act, true", "may_act, true", "act, false", "may_act, false"})
    void law8DelegatedLoginMintsAtNoDoor(String claim, boolean lightweight) {
        delegate(claim, lightweight);
        assertRefusedAtEveryDoor(realm.accessToken(ALICE), console, DELEGATED);
        assertThat(errors("UPDATE_CREDENTIAL_ERROR", "TOKEN_EXCHANGE_ERROR"))
                .hasSize(3)
                .allSatisfy(event -> assertThat(event.getDetails())
                        .containsEntry("reason", DELEGATED)
                        .containsEntry(claim, "the actor"));
    }

    @Test
    void law8GrantWithoutALoginMintsAtNoDoor(TestRealm issuer) {
        String accessToken = JwtGrant.between(realm, issuer).accessToken(ALICE);
        assertRefusedAtEveryDoor(accessToken, gateway, NO_LOGIN);
    }

    @Test
    void law8UserWhomBruteForceDetectionHasLockedMintsAtNoDoor() {
        String accessToken = realm.accessToken(ALICE);
        lock(false);
        await().until(() -> realm.admin()
                .attackDetection()
                .bruteForceUserStatus(realm.userId(ALICE))
                .get("disabled")
                .equals(true));
        assertRefusedAtEveryDoor(accessToken, console, LOCKED);
        realm.admin().attackDetection().clearAllBruteForce();
        AccountApi.minted(realm.accountWith(accessToken).post(wish()));
    }

    @Test
    void law8UserWhomBruteForceDetectionHasLockedForGoodMintsAtNoDoor() {
        String accessToken = realm.accessToken(ALICE);
        lock(true);
        await().until(() -> !realm.user(ALICE).toRepresentation().isEnabled());
        assertThat(realm.accountWith(accessToken).post(wish()).status()).isEqualTo(401);
        assertThat(mint(console, accessToken).status()).isEqualTo(400);
    }

    @Test
    void loginsOfEveryKindMint() {
        Map<String, String> login = RealmLogins.login(CONSOLE, ALICE, "openid");
        Map<String, String> offline = RealmLogins.login(CONSOLE, ALICE, "openid offline_access");
        for (String accessToken :
                List.of(realm.token(login), refreshed(login), realm.token(offline), refreshed(offline))) {
            AccountApi alice = realm.accountWith(accessToken);
            MintedSecrets.remember(alice.post("/" + before.id() + "/rotate", "{}")
                    .json()
                    .get("secret")
                    .asText());
            Minted minted = AccountApi.minted(alice.post(wish()));
            alice.delete("/" + minted.id());
            Answer exchanged = mint(console, accessToken);
            assertThat(exchanged.status()).as(exchanged.body()).isEqualTo(200);
            MintedSecrets.remember(exchanged.json().get("access_token").asText());
            alice.revokeAll();
            // The session that granted the API token has ended together with it.
            before = realm.account(ALICE).mint("there before");
        }
    }

    @Test
    void loginWhoseAccessTokenWasExchangedMints() {
        realm.addAudience(CONSOLE, GATEWAY);
        String exchanged =
                gateway.of(realm.accessToken(ALICE)).json().get("access_token").asText();
        AccountApi.minted(realm.accountWith(exchanged).post(wish()));
        Answer minted = mint(gateway, exchanged);
        assertThat(minted.status()).as(minted.body()).isEqualTo(200);
        MintedSecrets.remember(minted.json().get("access_token").asText());
    }

    @Test
    void law8ImpersonatedLoginMintsAtNoDoorAfterAnExchange() {
        realm.addAudience(CONSOLE, GATEWAY);
        String impersonated = Impersonation.accessToken(realm, keycloak, ALICE);
        String exchanged = gateway.of(impersonated).json().get("access_token").asText();
        assertRefusedAtEveryDoor(exchanged, gateway, IMPERSONATED);
    }

    @ParameterizedTest
    @ValueSource(strings = {ALICE, BOB})
    void law8ImpersonatedAdminMintsForNobody(String forWhom) {
        realm.addManagementRoles(BOB, "manage-users");
        String impersonated = Impersonation.accessToken(realm, keycloak, BOB);
        assertRefused(realm.apiTokensAdmin(impersonated).post("", wish(forWhom)), IMPERSONATED);
        assertThat(errors("UPDATE_CREDENTIAL_ERROR")).singleElement().satisfies(event -> assertThat(event.getDetails())
                .containsEntry("impersonator", "admin")
                .containsEntry("api_token_admin", realm.userId(BOB)));
    }

    @ParameterizedTest
    @ValueSource(strings = {ALICE, BOB})
    void law8DelegatedAdminMintsForNobody(String forWhom) {
        realm.addManagementRoles(BOB, "manage-users");
        delegate("may_act", true);
        assertRefused(realm.apiTokensAdmin(realm.accessToken(BOB)).post("", wish(forWhom)), DELEGATED);
    }

    @ParameterizedTest
    @ValueSource(strings = {ALICE, BOB})
    void law8AdminWithoutALoginMintsForNobody(String forWhom, TestRealm issuer) {
        realm.addManagementRoles(BOB, "manage-users");
        String accessToken = JwtGrant.between(realm, issuer).accessToken(BOB);
        assertRefused(realm.apiTokensAdmin(accessToken).post("", wish(forWhom)), NO_LOGIN);
    }

    /** @param stored whether the client gets a refresh token, and so a session that is stored */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void law8ServiceAccountMintsForOthersAndNotForItself(boolean stored) {
        realm.changeClient(GATEWAY, client -> client.getAttributes()
                .put("client_credentials.use_refresh_token", Boolean.toString(stored)));
        String account = realm.client(GATEWAY).getServiceAccountUser().getId();
        realm.addManagementRoles("service-account-" + GATEWAY, "manage-users", "manage-clients");
        AdminApi robot = realm.apiTokensAdmin(realm.token(
                Map.of("grant_type", "client_credentials", "client_id", GATEWAY, "client_secret", GATEWAY_SECRET)));
        AccountApi.minted(robot.post("", wish(ALICE)));
        assertRefused(robot.post("", wish().put("userId", account)), NO_LOGIN);
    }

    private void assertRefusedAtEveryDoor(String accessToken, Exchange client, String reason) {
        AccountApi alice = realm.accountWith(accessToken);
        assertThat(alice.get("/options").json().at("/clients/0/minting/refusal").asText())
                .isEqualTo(reason);
        assertRefused(alice.post(wish()), reason);
        assertRefused(alice.post("/" + before.id() + "/rotate", "{}"), reason);
        Answer exchanged = mint(client, accessToken);
        assertThat(exchanged.status()).as(exchanged.body()).isEqualTo(400);
        assertThat(exchanged.json())
                .hasToString("{\"error\":\"invalid_request\",\"error_description\":\"%s\"}".formatted(reason));
        assertThat(alice.labels("?status=active")).containsExactly("there before");
        assertThat(realm.introspection().isActive(before.secret())).isTrue();
    }

    private static void assertRefused(Answer answer, String reason) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(403);
        assertThat(answer.json().get("errorMessage").asText()).isEqualTo(reason);
    }

    private static Answer mint(Exchange client, String accessToken) {
        return client.of(
                accessToken,
                Map.of("requested_token_type", API_TOKEN, "api_token_label", "by exchange", "audience", NOTES));
    }

    private static ObjectNode wish() {
        return body().put("label", "another").put("clientId", NOTES);
    }

    private ObjectNode wish(String username) {
        return wish().put("userId", realm.userId(username));
    }

    private String refreshed(Map<String, String> login) {
        return console.refresh(realm.tokens(login).get("refresh_token").asText())
                .json()
                .get("access_token")
                .asText();
    }

    /** @param lightweight whether the access token leaves the claim to introspection */
    private void delegate(String claim, boolean lightweight) {
        ProtocolMapperRepresentation mapper = new ProtocolMapperRepresentation();
        mapper.setName(claim);
        mapper.setProtocol("openid-connect");
        mapper.setProtocolMapper("oidc-hardcoded-claim-mapper");
        mapper.setConfig(Map.of(
                "claim.name", claim,
                "claim.value", "{\"sub\":\"the actor\"}",
                "jsonType.label", "JSON",
                "access.token.claim", "true",
                "introspection.token.claim", Boolean.toString(lightweight)));
        realm.client(CONSOLE).getProtocolMappers().createMapper(mapper).close();
        realm.changeClient(CONSOLE, client -> client.getAttributes()
                .put("client.use.lightweight.access.token.enabled", Boolean.toString(lightweight)));
    }

    private void lock(boolean forGood) {
        realm.changeRealm(settings -> {
            settings.setBruteForceProtected(true);
            settings.setPermanentLockout(forGood);
            settings.setFailureFactor(1);
            settings.setWaitIncrementSeconds(600);
            settings.setMaxFailureWaitSeconds(600);
        });
        Answer failed = Http.send(Http.to(realm.url() + "/protocol/openid-connect/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(Http.form(Map.of(
                        "client_id", CONSOLE, "grant_type", "password", "username", ALICE, "password", "wrong"))));
        assertThat(failed.json().get("error").asText()).isEqualTo("invalid_grant");
    }

    private String idOfTheServersAdmin() {
        return keycloak.admin()
                .realm("master")
                .users()
                .search("admin", true)
                .get(0)
                .getId();
    }

    private List<EventRepresentation> errors(String... types) {
        return realm.admin().getEvents(List.of(types), null, null, null, null, null, null, null);
    }
}
