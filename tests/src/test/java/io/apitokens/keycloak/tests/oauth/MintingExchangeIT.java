package io.apitokens.keycloak.tests.oauth;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.Exchange;
import io.apitokens.keycloak.tests.fixture.endpoint.MintedSecrets;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.http.Jwt;
import io.apitokens.keycloak.tests.fixture.realm.RealmEdits;
import io.apitokens.keycloak.tests.fixture.realm.RealmLogins;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.representations.idm.EventRepresentation;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.GATEWAY;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests the exchange of a user's access token for an API token. Names of tests have the section of RFC 8693. */
@IntegrationTest
@Tag("compatibility")
class MintingExchangeIT {

    private static final String CLI = "test-cli";
    private static final String API_TOKEN = "urn:apitokens:token-type:api-token";

    private final TestRealm realm;
    private final Exchange cli;
    private JsonNode login;

    MintingExchangeIT(TestRealm realm) {
        this.realm = realm;
        this.cli = prepare(realm);
    }

    @BeforeEach
    void login() {
        realm.account(ALICE).revokeAll();
        login = login(realm, "openid notes:read notes:write");
    }

    @Test
    void section221AnswerHoldsTheApiTokenAndNoExpiry() {
        Answer answer = mint(Map.of());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        JsonNode body = answer.json();
        assertThat(body.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("access_token", "issued_token_type", "token_type", "scope");
        assertThat(body.get("issued_token_type").asText()).isEqualTo(API_TOKEN);
        assertThat(body.get("token_type").asText()).isEqualTo("Bearer");
        assertThat(body.get("scope").asText().split(" ")).containsExactlyInAnyOrder("notes:read", "notes:write");
        String secret = secret(answer);
        JsonNode claims = realm.introspection().of(secret);
        assertThat(claims.get("client_id").asText()).isEqualTo(CLI);
        JsonNode listed = realm.account(ALICE).get("").json().get(0);
        assertThat(listed.get("label").asText()).isEqualTo("laptop");
        assertThat(listed.get("everything").asBoolean()).isFalse();
        assertThat(listed.get("clientId").asText()).isEqualTo(CLI);
    }

    @Test
    void mintingStoresACredentialEvent() {
        Minted minted = minted(mint(Map.of()));
        EventRepresentation event = realm.admin()
                .getEvents(List.of("UPDATE_CREDENTIAL"), null, null, null, null, null, 0, 1)
                .get(0);
        assertThat(event.getClientId()).isEqualTo(CLI);
        assertThat(event.getUserId()).isEqualTo(realm.userId(ALICE));
        assertThat(event.getDetails())
                .containsEntry("api_token_id", minted.id())
                .containsEntry("api_token_label", "laptop")
                .containsEntry("action", "mint");
        assertThat(event.getDetails().toString()).doesNotContain(minted.secret());
    }

    @Test
    void section222ScopeNarrows() {
        Answer answer = mint(Map.of("scope", "notes:read"));
        assertThat(answer.json().get("scope").asText()).isEqualTo("notes:read");
        assertThat(realm.introspection().of(secret(answer)).get("scope").asText())
                .isEqualTo("notes:read");
    }

    @Test
    void section222ScopeNeverGrowsBeyondTheSubjectToken() {
        login = login(realm, "openid notes:read");
        Answer answer = mint(Map.of("scope", "notes:read notes:write"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("error").asText()).isEqualTo("invalid_scope");
        assertThat(mint(Map.of()).json().get("scope").asText()).isEqualTo("notes:read");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "api_token_label, none, invalid_request, api_token_label",
                "api_token_label, '', invalid_request, api_token_label",
                "scope, nonsense, invalid_scope, nonsense",
                "audience, nonsense, invalid_target, audience",
                "audience, notes, invalid_target, audience",
                "subject_token_type, urn:ietf:params:oauth:token-type:jwt, invalid_request, subject_token",
                "subject_token, junk, invalid_request, Invalid token"
            })
    void wrongInputGetsAPreciseErrorAndChangesNothing(String parameter, String value, String error, String names) {
        Map<String, String> parameters = new HashMap<>(Map.of("api_token_label", "laptop"));
        if (value == null) {
            parameters.remove(parameter);
        } else {
            parameters.put(parameter, value);
        }
        Answer answer = exchange(parameters);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().get("error").asText()).isEqualTo(error);
        assertThat(answer.json().get("error_description").asText()).contains(names);
        assertThat(realm.account(ALICE).labels("?status=active")).isEmpty();
    }

    @Test
    void labelMustBeUnused() {
        mint(Map.of());
        Answer answer = mint(Map.of());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("error").asText()).isEqualTo("invalid_request");
        assertThat(answer.json().get("error_description").asText()).contains("apiTokenLabelExists");
    }

    @Test
    void audienceSelectsATokenClientThatTheSubjectTokenNames(TestRealm own) {
        prepare(own);
        own.addAudience(CLI, NOTES);
        JsonNode tokens = login(own, "openid notes:read");
        Answer answer = own.publicExchange(CLI)
                .of(
                        tokens.get("access_token").asText(),
                        Map.of("requested_token_type", API_TOKEN, "api_token_label", "laptop", "audience", NOTES));
        assertThat(own.introspection().of(secret(answer)).get("client_id").asText())
                .isEqualTo(NOTES);
    }

    @Test
    void realmMustEnableMintingByExchange(TestRealm own) {
        prepare(own);
        own.changeRealm(settings -> settings.getAttributes().put("api.tokens.exchange.enabled", "false"));
        Answer answer = own.publicExchange(CLI)
                .of(
                        login(own, "openid").get("access_token").asText(),
                        Map.of("requested_token_type", API_TOKEN, "api_token_label", "laptop"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("error_description").asText()).isEqualTo("requested_token_type unsupported");
    }

    @Test
    void clientMustHaveStandardExchange(TestRealm own) {
        prepare(own);
        own.changeClient(CLI, client -> client.getAttributes().put("standard.token.exchange.enabled", "false"));
        Answer answer = own.publicExchange(CLI)
                .of(
                        login(own, "openid").get("access_token").asText(),
                        Map.of("requested_token_type", API_TOKEN, "api_token_label", "laptop"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("error_description").asText()).contains("not enabled");
    }

    @Test
    void publicClientExchangesItsOwnTokensOnly() {
        String consoles = realm.accessToken(ALICE);
        Answer answer = cli.of(consoles, Map.of("requested_token_type", API_TOKEN, "api_token_label", "laptop"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("error").asText()).isEqualTo("invalid_request");
    }

    @Test
    void confidentialClientMustBeInTheAudience(TestRealm own) {
        Exchange gateway = own.exchange();
        own.changeRealm(settings -> settings.getAttributes().put("api.tokens.exchange.enabled", "true"));
        own.changeClient(GATEWAY, client -> client.getAttributes().put("api.tokens.enabled", "true"));
        Map<String, String> parameters = Map.of("requested_token_type", API_TOKEN, "api_token_label", "service");
        assertThat(gateway.of(own.accessToken(ALICE), parameters).status()).isEqualTo(403);
        own.addAudience(TestRealm.CONSOLE, GATEWAY);
        assertThat(gateway.of(own.accessToken(ALICE), parameters).status()).isEqualTo(200);
    }

    @Test
    void serviceAccountsAreRefused(TestRealm own) {
        Exchange gateway = own.exchange();
        own.changeRealm(settings -> settings.getAttributes().put("api.tokens.exchange.enabled", "true"));
        own.changeClient(GATEWAY, client -> {
            client.setServiceAccountsEnabled(true);
            client.getAttributes().put("api.tokens.enabled", "true");
        });
        String token = own.token(Map.of(
                "grant_type", "client_credentials", "client_id", GATEWAY, "client_secret", TestRealm.GATEWAY_SECRET));
        assertThat(gateway.of(token, Map.of("requested_token_type", API_TOKEN, "api_token_label", "service"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void mintingIsRefusedIfADefaultScopeExceedsTheSubjectToken(TestRealm own) {
        prepare(own);
        own.addAudience(CLI, NOTES);
        own.client(NOTES).removeOptionalClientScope(own.scopeId("notes:write"));
        own.client(NOTES).addDefaultClientScope(own.scopeId("notes:write"));
        Map<String, String> parameters =
                Map.of("requested_token_type", API_TOKEN, "api_token_label", "laptop", "audience", NOTES);
        Answer refused = own.publicExchange(CLI)
                .of(login(own, "openid notes:read").get("access_token").asText(), parameters);
        assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        assertThat(refused.json().get("error").asText()).isEqualTo("invalid_target");
        assertThat(own.account(ALICE).labels("")).isEmpty();
        Answer minted = own.publicExchange(CLI)
                .of(
                        login(own, "openid notes:read notes:write")
                                .get("access_token")
                                .asText(),
                        parameters);
        assertThat(own.introspection().of(secret(minted)).get("scope").asText()).contains("notes:write");
    }

    @Test
    void mintingIsRefusedForRolesThatAnEarlierExchangeRemoved(TestRealm own) {
        prepare(own);
        own.addAudience(TestRealm.CONSOLE, GATEWAY);
        own.changeClient(GATEWAY, client -> {
            client.setFullScopeAllowed(true);
            client.getAttributes().put("api.tokens.enabled", "true");
            client.getAttributes().putAll(RealmEdits.exchangeSettings());
        });
        own.addAudience(GATEWAY, NOTES);
        String narrowed = own.exchange()
                .of(own.accessToken(ALICE), Map.of("audience", NOTES))
                .json()
                .get("access_token")
                .asText();
        assertThat(Jwt.parse(narrowed).audience()).containsExactly(NOTES);
        Answer answer = own.exchange()
                .of(
                        narrowed,
                        Map.of("requested_token_type", API_TOKEN, "api_token_label", "wider", "audience", GATEWAY));
        assertThat(answer.json().path("error").asText()).as(answer.body()).isEqualTo("invalid_target");
        assertThat(own.account(ALICE).labels("")).isEmpty();
    }

    @Test
    void consentToTheTokenClientIsNeeded(TestRealm own) {
        prepare(own);
        own.addAudience(CLI, NOTES);
        own.changeClient(NOTES, client -> client.setConsentRequired(true));
        Answer refused = own.publicExchange(CLI)
                .of(
                        login(own, "openid notes:read").get("access_token").asText(),
                        Map.of("requested_token_type", API_TOKEN, "api_token_label", "laptop", "audience", NOTES));
        assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        assertThat(refused.json().get("error_description").asText()).contains("Missing consents");
    }

    @Test
    void lifetimeIsAParameterAndThePolicyRules(TestRealm own) {
        Exchange client = prepare(own);
        String token = login(own, "openid notes:read").get("access_token").asText();
        Map<String, String> parameters =
                new HashMap<>(Map.of("requested_token_type", API_TOKEN, "api_token_label", "a"));
        parameters.put("api_token_lifetime", "3600");
        Answer minted = client.of(token, parameters);
        assertThat(minted.json().get("expires_in").asLong()).isEqualTo(3600);
        assertThat(own.introspection().of(secret(minted)).has("exp")).isTrue();
        for (String wrong : List.of("0", "-1", "soon", "99999999999999999999")) {
            parameters.put("api_token_lifetime", wrong);
            Answer refused = client.of(token, parameters);
            assertThat(refused.status()).as(refused.body()).isEqualTo(400);
            assertThat(refused.json().get("error_description").asText()).startsWith("api_token_lifetime");
        }
        own.apiTokensAdmin()
                .setPolicy("{\"exchangeEnabled\":true,\"nonExpiringAllowed\":false,\"defaultLifetime\":60}");
        Answer byDefault = client.of(token, Map.of("requested_token_type", API_TOKEN, "api_token_label", "b"));
        assertThat(byDefault.json().get("expires_in").asLong()).isEqualTo(60);
        MintedSecrets.remember(byDefault.json().get("access_token").asText());
        own.apiTokensAdmin().setPolicy("{\"exchangeEnabled\":true,\"mintingEnabled\":false}");
        assertThat(client.of(token, Map.of("requested_token_type", API_TOKEN, "api_token_label", "c"))
                        .body())
                .contains("apiTokenMintingDisabled");
        own.apiTokensAdmin().setPolicy("{\"exchangeEnabled\":true}");
        own.apiTokensAdmin().setPolicy(own.clientId(CLI), "{\"exchangeEnabled\":false}");
        assertThat(client.of(token, Map.of("requested_token_type", API_TOKEN, "api_token_label", "d"))
                        .body())
                .contains("requested_token_type unsupported");
    }

    @Test
    void revocationDoesNotEndALaterLoginOfTheClient(TestRealm own) {
        Exchange client = prepare(own);
        JsonNode first = login(own, "openid notes:read");
        String secret = secret(client.of(
                first.get("access_token").asText(),
                Map.of("requested_token_type", API_TOKEN, "api_token_label", "laptop")));
        JsonNode later = login(own, "openid notes:read");
        own.accountWith(secret).delete("/self");
        assertThat(client.refresh(first.get("refresh_token").asText()).status()).isEqualTo(400);
        assertThat(client.refresh(later.get("refresh_token").asText()).status()).isEqualTo(200);
    }

    @Test
    void revocationEndsTheGrantingSessionAndNoOther() {
        login = login(realm, "openid notes:read offline_access");
        JsonNode online = login(realm, "openid notes:read");
        JsonNode console = realm.tokens(RealmLogins.login(TestRealm.CONSOLE, ALICE, "openid"));
        Minted minted = minted(mint(Map.of()));
        assertThat(realm.account(ALICE).delete("/" + minted.id()).json())
                .hasToString("{\"revoked\":1,\"refreshTokens\":1}");
        Answer offline = cli.refresh(login.get("refresh_token").asText());
        assertThat(offline.status()).isEqualTo(400);
        assertThat(offline.json().get("error").asText()).isEqualTo("invalid_grant");
        assertThat(realm.userInfo(login.get("access_token").asText()).status()).isEqualTo(401);
        assertThat(cli.refresh(online.get("refresh_token").asText()).status()).isEqualTo(200);
        assertThat(realm.publicExchange(TestRealm.CONSOLE)
                        .refresh(console.get("refresh_token").asText())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void revocationEndsTheOnlineGrantingSession() {
        Minted minted = minted(mint(Map.of()));
        realm.accountWith(minted.secret()).delete("/self");
        assertThat(cli.refresh(login.get("refresh_token").asText())
                        .json()
                        .get("error")
                        .asText())
                .isEqualTo("invalid_grant");
    }

    private Answer mint(Map<String, String> more) {
        Map<String, String> parameters = new HashMap<>(more);
        parameters.put("api_token_label", "laptop");
        return exchange(parameters);
    }

    private Answer exchange(Map<String, String> more) {
        Map<String, String> parameters = new HashMap<>(more);
        parameters.put("requested_token_type", API_TOKEN);
        return cli.of(login.get("access_token").asText(), parameters);
    }

    private Minted minted(Answer answer) {
        String secret = secret(answer);
        return new Minted(
                realm.accountWith(secret).get("/self").json().get("id").asText(), secret);
    }

    private static String secret(Answer answer) {
        String secret = answer.json().path("access_token").asText();
        assertThat(secret).as(answer.body()).startsWith("kcat_");
        MintedSecrets.remember(secret);
        return secret;
    }

    private static JsonNode login(TestRealm realm, String scope) {
        return realm.tokens(RealmLogins.login(CLI, ALICE, scope));
    }

    /** A command-line tool that is a token client. */
    private static Exchange prepare(TestRealm realm) {
        realm.changeRealm(settings -> settings.getAttributes().put("api.tokens.exchange.enabled", "true"));
        realm.addClient(CLI, client -> {
            client.setPublicClient(true);
            client.setDirectAccessGrantsEnabled(true);
            client.setFullScopeAllowed(false);
            client.setAttributes(Map.of("api.tokens.enabled", "true", "standard.token.exchange.enabled", "true"));
            client.setDefaultClientScopes(List.of("basic", "roles"));
            client.setOptionalClientScopes(List.of("notes:read", "notes:write", "offline_access"));
        });
        return realm.publicExchange(CLI);
    }
}
