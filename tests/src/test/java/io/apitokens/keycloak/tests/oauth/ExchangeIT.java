package io.apitokens.keycloak.tests.oauth;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.Exchange;
import io.apitokens.keycloak.tests.fixture.endpoint.Exchange.Tokens;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.http.Jwt;
import io.apitokens.keycloak.tests.fixture.realm.RealmEdits;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.EventRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.GATEWAY;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES_API;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests the exchange of an API token for a JWT. Names of tests have the section of RFC 8693. */
@IntegrationTest
@Tag("compatibility")
class ExchangeIT {

    private final TestRealm realm;
    private final AccountApi alice;
    private final Exchange exchange;

    ExchangeIT(TestRealm realm) {
        this.realm = realm;
        this.alice = realm.account(ALICE);
        this.exchange = realm.exchange();
    }

    @BeforeEach
    void noTokens() {
        alice.revokeAll();
    }

    @Test
    void section221AnswerHoldsAJwtOfTheRequester() {
        Minted minted = alice.mint("exchanged", "notes:read");
        Answer answer = exchange.of(minted.secret());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        JsonNode body = answer.json();
        assertThat(body.get("issued_token_type").asText()).isEqualTo(Exchange.ACCESS_TOKEN);
        assertThat(body.get("token_type").asText()).isEqualTo("Bearer");
        assertThat(body.get("expires_in").asLong()).isPositive();
        assertThat(body.has("refresh_token")).isFalse();
        assertThat(answer.body()).doesNotContain(minted.secret());
        Jwt jwt = Jwt.parse(body.get("access_token").asText());
        assertThat(jwt.text("azp")).isEqualTo(GATEWAY);
        assertThat(jwt.audience()).containsExactly(NOTES_API);
        assertThat(jwt.text("sub")).isEqualTo(realm.userId(ALICE));
        assertThat(jwt.text("sid")).isEqualTo(minted.sessionId());
        assertThat(jwt.scopes()).containsExactly("notes:read");
        assertThat(jwt.roles(NOTES_API)).containsExactly("read");
        assertThat(Set.of(body.get("scope").asText().split(" "))).isEqualTo(jwt.scopes());
    }

    @Test
    void law3DerivedSessionHasAnIdThatFollowsFromTheApiTokens() {
        Minted minted = alice.mint("exchanged");
        exchange.of(minted.secret());
        assertThat(realm.apiTokensAdmin().sessions(minted))
                .extracting(session -> session.get("id").asText())
                .containsExactly(minted.sessionId());
        EventRepresentation event = lastEvent("TOKEN_EXCHANGE");
        assertThat(event.getDetails())
                .containsEntry("api_token_id", minted.id())
                .containsEntry("api_token_label", "exchanged")
                .containsEntry("subject_token_client_id", NOTES);
        assertThat(event.getSessionId()).isEqualTo(minted.sessionId());
        assertThat(event.getDetails().toString()).doesNotContain(minted.secret());
    }

    @Test
    void jwtAndRefreshTokenWork() {
        Tokens tokens =
                exchange.withRefreshToken(alice.mint("exchanged", "notes:read").secret());
        JsonNode claims = realm.introspection().of(tokens.jwt());
        assertThat(claims.get("active").asBoolean()).isTrue();
        assertThat(claims.get("resource_access").get(NOTES_API).get("roles")).hasSize(1);
        Answer refreshed = exchange.refresh(tokens.refreshToken());
        assertThat(refreshed.status()).as(refreshed.body()).isEqualTo(200);
        Jwt jwt = Jwt.parse(refreshed.json().get("access_token").asText());
        assertThat(jwt.roles(NOTES_API)).containsExactly("read");
        assertThat(jwt.scopes()).containsExactly("notes:read");
        assertThat(refreshed.json().get("scope").asText()).isEqualTo("notes:read");
    }

    @Test
    void section222ScopeNarrows() {
        String secret = alice.mint("both", "notes:read", "notes:write").secret();
        Jwt jwt = Jwt.parse(exchange.of(secret, Map.of("scope", "notes:write"))
                .json()
                .get("access_token")
                .asText());
        assertThat(jwt.scopes()).containsExactly("notes:write");
        assertThat(jwt.roles(NOTES_API)).containsExactly("write");
    }

    @ParameterizedTest
    @ValueSource(strings = {"notes:write", "notes:read notes:write", "openid", "email", "offline_access", "nonsense"})
    void section222ScopeNeverGrows(String scope) {
        String secret = alice.mint("narrow", "notes:read").secret();
        Answer answer = exchange.of(secret, Map.of("scope", scope));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("error").asText()).isEqualTo("invalid_scope");
    }

    @Test
    void displayNameOfTheTokenClientIsNoScope(TestRealm own) {
        own.changeClient(NOTES, client -> client.setName("notes:write"));
        String secret = own.account(ALICE).mint("narrow", "notes:read").secret();
        Answer answer = own.exchange().of(secret, Map.of("scope", "notes:write"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().get("error").asText()).isEqualTo("invalid_scope");
    }

    @Test
    void requesterWithFullScopeGetsNoMoreThanTheApiTokenHas(TestRealm own) {
        Exchange requester = own.exchange();
        own.client(GATEWAY).addDefaultClientScope(own.scopeId("notes:write"));
        ProtocolMapperRepresentation everyRole = new ProtocolMapperRepresentation();
        everyRole.setName("every role");
        everyRole.setProtocol("openid-connect");
        everyRole.setProtocolMapper("oidc-usermodel-client-role-mapper");
        everyRole.setConfig(Map.of(
                "claim.name",
                "permissions",
                "access.token.claim",
                "true",
                "introspection.token.claim",
                "true",
                "usermodel.clientRoleMapping.clientId",
                NOTES_API,
                "multivalued",
                "true",
                "jsonType.label",
                "String"));
        own.client(GATEWAY).getProtocolMappers().createMapper(everyRole).close();
        String secret = own.account(ALICE).mint("narrow", "notes:read").secret();
        Tokens tokens = requester.withRefreshToken(secret);
        String refreshed = requester
                .refresh(tokens.refreshToken())
                .json()
                .get("access_token")
                .asText();
        for (String token : List.of(tokens.jwt(), refreshed)) {
            for (JsonNode claims :
                    List.of(Jwt.parse(token).claims(), own.introspection().of(token))) {
                Jwt jwt = new Jwt(claims);
                assertThat(jwt.roles(NOTES_API)).containsExactly("read");
                assertThat(jwt.roles("account")).isEmpty();
                assertThat(claims.get("permissions")).as(claims.toString()).hasToString("[\"read\"]");
                assertThat(jwt.scopes()).containsExactly("notes:read");
                assertThat(jwt.audience()).doesNotContain("account");
            }
        }
    }

    @Test
    void scopesOfApiTokensForEverythingComeAlong() {
        Jwt jwt = Jwt.parse(exchange.of(alice.mint("all").secret())
                .json()
                .get("access_token")
                .asText());
        assertThat(jwt.scopes()).containsExactlyInAnyOrder("notes:read", "notes:write");
        Jwt bobs = Jwt.parse(exchange.of(realm.account(BOB).mint("all").secret())
                .json()
                .get("access_token")
                .asText());
        assertThat(bobs.scopes()).containsExactly("notes:read");
        assertThat(bobs.roles(NOTES_API)).containsExactly("read");
    }

    @Test
    void noJwtOutlivesItsApiToken() {
        long expires = Instant.now().plusSeconds(30).toEpochMilli();
        String secret = AccountApi.minted(
                        alice.post(AccountApi.body().put("label", "short").put("expiresTimestamp", expires)))
                .secret();
        Answer answer = exchange.of(secret, Map.of("requested_token_type", Exchange.REFRESH_TOKEN));
        for (String field : List.of("access_token", "refresh_token")) {
            assertThat(Jwt.parse(answer.json().get(field).asText())
                            .claims()
                            .get("exp")
                            .asLong())
                    .as(field)
                    .isEqualTo(expires / 1000);
        }
        assertThat(answer.json().get("expires_in").asLong()).isLessThanOrEqualTo(30);
        Answer refreshed = exchange.refresh(answer.json().get("refresh_token").asText());
        for (String field : List.of("access_token", "refresh_token")) {
            assertThat(Jwt.parse(refreshed.json().get(field).asText())
                            .claims()
                            .get("exp")
                            .asLong())
                    .as(field)
                    .isEqualTo(expires / 1000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kcat_junk", "kcat_00000000000000000000000000000000000000000000u2SrQ", "junk", ""})
    void section21SubjectTokenMustBeValid(String token) {
        Answer answer = exchange.of(token);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("error").asText()).isEqualTo("invalid_request");
    }

    @Test
    void section21RevokedApiTokenIsAnsweredLikeAnInvalidJwt() {
        Minted minted = alice.mint("ended");
        alice.delete("/" + minted.id());
        Answer answer = exchange.of(minted.secret());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo(exchange.of("junk").body());
        assertThat(lastEvent("TOKEN_EXCHANGE_ERROR").getDetails())
                .containsEntry("reason", "subject_token validation failure");
        assertThat(realm.apiTokensAdmin().sessions(minted)).isEmpty();
    }

    @Test
    void requesterOutsideTheAudienceIsRefused(TestRealm own) {
        own.addClient("stranger", client -> {
            client.setSecret("stranger-secret");
            client.setAttributes(RealmEdits.exchangeSettings());
        });
        Answer answer = own.exchange("stranger", "stranger-secret")
                .of(own.account(ALICE).mint("x").secret());
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().get("error").asText()).isEqualTo("access_denied");
    }

    @Test
    void clientWithoutStandardExchangeIsRefused(TestRealm own) {
        Answer answer = own.exchange(NOTES_API, TestRealm.NOTES_API_SECRET)
                .of(own.account(ALICE).mint("x").secret());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("error_description").asText()).contains("not enabled");
    }

    @Test
    void refreshTokenOnlyWhereTheClientMayHaveOne(TestRealm own) {
        Exchange requester = own.exchange();
        own.changeClient(GATEWAY, client -> client.getAttributes()
                .put("standard.token.exchange.enableRefreshRequestedTokenType", "NO"));
        String secret = own.account(ALICE).mint("x").secret();
        assertThat(requester
                        .of(secret, Map.of("requested_token_type", Exchange.REFRESH_TOKEN))
                        .status())
                .isEqualTo(400);
        assertThat(requester.of(secret).status()).isEqualTo(200);
    }

    @Test
    void unavailableAudienceIsRefusedAsStock() {
        Answer answer = exchange.of(alice.mint("x").secret(), Map.of("audience", "account"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("error_description").asText()).contains("audience not available");
    }

    @Test
    void tokenClientItselfMayExchange(TestRealm own) {
        own.changeClient(NOTES, client -> {
            client.setPublicClient(false);
            client.setSecret("notes-test-secret");
            client.getAttributes().putAll(RealmEdits.exchangeSettings());
        });
        Answer answer = own.exchange(NOTES, "notes-test-secret")
                .of(own.account(ALICE).mint("x", "notes:read").secret(), Map.of("audience", NOTES_API));
        Jwt jwt = Jwt.parse(answer.json().get("access_token").asText());
        assertThat(jwt.text("azp")).isEqualTo(NOTES);
        assertThat(jwt.audience()).containsExactly(NOTES_API);
        assertThat(jwt.scopes()).containsExactly("notes:read");
    }

    private EventRepresentation lastEvent(String type) {
        return realm.admin()
                .getEvents(List.of(type), null, null, null, null, null, 0, 1)
                .get(0);
    }
}
