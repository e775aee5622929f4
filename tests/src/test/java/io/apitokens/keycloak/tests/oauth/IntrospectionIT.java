package io.apitokens.keycloak.tests.oauth;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.Exchange.Tokens;
import io.apitokens.keycloak.tests.fixture.endpoint.Introspection;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.http.Jwt;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.body;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.GATEWAY;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.GATEWAY_SECRET;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES_API;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests introspection. Names of tests have the section of RFC 7662, if it is about one. */
@IntegrationTest
@Tag("compatibility")
class IntrospectionIT {

    private static final String INACTIVE = "{\"active\":false}";

    private final TestRealm realm;
    private final Introspection notesApi;
    private AccountApi alice;

    IntrospectionIT(TestRealm realm) {
        this.realm = realm;
        this.notesApi = realm.introspection();
    }

    @BeforeEach
    void noTokens() {
        alice = realm.account(ALICE);
        alice.revokeAll();
    }

    @Test
    void section22AnswersWithWhatTheGrantedScopesBringAndNothingElse() {
        long before = Instant.now().getEpochSecond();
        Minted minted = alice.mint("reader", "notes:read");
        JsonNode answer = notesApi.of(minted.secret());

        assertThat(answer.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "active",
                        "iat",
                        "jti",
                        "iss",
                        "aud",
                        "sub",
                        "typ",
                        "azp",
                        "resource_access",
                        "scope",
                        "client_id",
                        "token_type");
        assertThat(answer.get("active").asBoolean()).isTrue();
        assertThat(answer.get("scope").asText()).isEqualTo("notes:read");
        assertThat(answer.get("client_id").asText()).isEqualTo("notes");
        assertThat(answer.get("token_type").asText()).isEqualTo("Bearer");
        assertThat(answer.get("iat").asLong()).isBetween(before, Instant.now().getEpochSecond());
        assertThat(answer.get("sub").asText()).isEqualTo(realm.userId(ALICE));
        assertThat(new Jwt(answer).audience()).containsExactlyInAnyOrder(NOTES_API, "notes-gateway");
        assertThat(answer.get("iss").asText()).isEqualTo(realm.url());
        assertThat(answer.get("jti").asText()).isEqualTo(minted.id());
        assertThat(answer.get("resource_access")).hasToString("{\"notes-api\":{\"roles\":[\"read\"]}}");
    }

    @Test
    void everythingMeansAllPermissionsOfTheUser() {
        JsonNode answer = notesApi.of(alice.mint("all").secret());
        assertThat(answer.get("scope").asText().split(" ")).containsExactlyInAnyOrder("notes:read", "notes:write");
        assertThat(answer.at("/resource_access/notes-api/roles"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder("read", "write");
    }

    @Test
    void law6IdentityComesOnlyWithAScopeThatWasPicked(TestRealm other) {
        other.client("notes").addOptionalClientScope(other.scopeId("profile"));
        other.client("notes").addOptionalClientScope(other.scopeId("email"));
        AccountApi api = other.account(ALICE);

        assertThat(other.introspection().of(api.mint("all").secret()).toString())
                .doesNotContain("alice", "username", "email", "name\"");
        JsonNode picked = other.introspection()
                .of(api.mint("who", "notes:read", "profile", "email").secret());
        assertThat(picked.get("username").asText()).isEqualTo("alice");
        assertThat(picked.get("preferred_username").asText()).isEqualTo("alice");
        assertThat(picked.get("email").asText()).isEqualTo("alice@example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token", "refresh_token", "requesting_party_token"})
    void section21AnyHintThatKeycloakKnowsFindsTheToken(String hint) {
        String secret = alice.mint("hinted").secret();
        assertThat(notesApi.of(secret, hint)).isEqualTo(notesApi.of(secret));
        assertThat(notesApi.of(secret, hint).get("active").asBoolean()).isTrue();
    }

    @Test
    void unknownHintIsAnsweredAsStockKeycloakDoes() {
        String secret = alice.mint("hinted").secret();
        Answer answer = notesApi.ask(secret, Map.of("token_type_hint", "nope"), "application/json");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("error").asText()).isEqualTo("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kcat_",
                "kcat_0000000000000000000000000000000000000000000000000",
                "kcat_00000000000000000000000000000000000000000000u2SrQ",
                "not a token",
                "' OR '1'='1",
                "eyJhbGciOiJub25lIn0.e30.",
                "😀"
            })
    void section22WhatIsNoActiveTokenGetsNothingElse(String token) {
        assertThat(notesApi.of(token)).hasToString(INACTIVE);
    }

    @Test
    void section22ExpiryIsThereOnlyWhereTheTokenHasOneAndEndsIt(KeycloakUnderTest keycloak) {
        assertThat(notesApi.of(alice.mint("for ever").secret()).has("exp")).isFalse();

        long expires = Instant.now().plusSeconds(60).toEpochMilli();
        String secret = AccountApi.minted(
                        alice.post(body().put("label", "short").put("expiresTimestamp", expires)))
                .secret();
        assertThat(notesApi.of(secret).get("exp").asLong()).isEqualTo(expires / 1000);
        keycloak.control().whileAhead(Duration.ofSeconds(60), () -> {
            assertThat(notesApi.of(secret)).hasToString(INACTIVE);
            assertThat(alice.labels("?status=expired")).contains("short");
            assertThat(alice.post(body().put("label", "short")).status())
                    .as("what has expired does not keep its label")
                    .isEqualTo(201);
        });
    }

    @Test
    void law1RevokedTokenIsInactiveAtOnce() {
        Minted minted = alice.mint("revoked");
        assertThat(notesApi.isActive(minted.secret())).isTrue();
        alice.delete("/" + minted.id());
        assertThat(notesApi.of(minted.secret())).hasToString(INACTIVE);
    }

    @Test
    void tokenOfAnotherRealmIsInactive(TestRealm other) {
        String secret = alice.mint("here").secret();
        assertThat(other.introspection().of(secret)).hasToString(INACTIVE);
    }

    @Test
    void section4CallerMustBeInTheAudience() {
        realm.addClient("stranger", client -> client.setSecret("stranger-test-secret"));
        String secret = alice.mint("for the notes API").secret();
        Introspection stranger = realm.introspection("stranger", "stranger-test-secret");
        assertThat(stranger.of(secret)).hasToString(INACTIVE);

        realm.changeClient("stranger", client -> client.getAttributes()
                .put("allow.token.introspection.without.audience.check", "true"));
        assertThat(stranger.isActive(secret))
                .as("Keycloak's own exception for a client")
                .isTrue();
    }

    @Test
    void callerWithLightweightAccessTokensOfItsOwnSeesTheSame(TestRealm own) {
        String secret = own.account(ALICE).mint("x", "notes:read").secret();
        JsonNode before = own.introspection().of(secret);
        own.changeClient(
                NOTES_API, client -> client.getAttributes().put("client.use.lightweight.access.token.enabled", "true"));
        assertThat(own.introspection().of(secret)).isEqualTo(before);
    }

    @Test
    void section23CallerMustAuthenticate() {
        String secret = alice.mint("secret").secret();
        Answer answer = realm.introspection(NOTES_API, "wrong").ask(secret, Map.of(), "application/json");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().get("error").asText()).isEqualTo("invalid_client");
    }

    @Test
    void jwtVariantOfKeycloakWorksAsForJwts() {
        realm.changeClient(NOTES_API, client -> client.getAttributes()
                .put("client.introspection.response.allow.jwt.claim.enabled", "true"));
        String secret = alice.mint("as a JWT").secret();
        JsonNode answer = notesApi.ask(secret, Map.of(), "application/jwt").json();
        assertThat(answer.get("jwt").asText().split("\\.")).hasSize(3);
    }

    @Test
    void law4JwtOfAnIntrospectionOpensNothingBeforeAndAfterTheRevocation(TestRealm own) {
        own.addAccountScope(NOTES, GATEWAY);
        own.addOpenIdScope(NOTES, GATEWAY);
        for (String api : List.of(NOTES_API, GATEWAY)) {
            own.changeClient(api, client -> client.getAttributes()
                    .put("client.introspection.response.allow.jwt.claim.enabled", "true"));
        }
        Minted minted = own.account(ALICE).mint("signed", "account", "openid", "notes:read");
        Introspection gateway = own.introspection(GATEWAY, GATEWAY_SECRET);
        String exchanged =
                own.exchange().of(minted.secret()).json().get("access_token").asText();
        Tokens tokens = own.exchange().withRefreshToken(minted.secret());
        String refreshed = own.exchange()
                .refresh(tokens.refreshToken())
                .json()
                .get("access_token")
                .asText();
        List<String> signed = List.of(
                signed(own.introspection(), minted.secret()),
                signed(gateway, minted.secret()),
                signed(own.introspection(), exchanged),
                signed(own.introspection(), tokens.jwt()),
                signed(own.introspection(), refreshed));
        signed.forEach(jwt -> {
            long exp = Jwt.parse(jwt).claims().get("exp").asLong();
            assertThat(exp)
                    .isBetween(Instant.now().getEpochSecond(), Instant.now().getEpochSecond() + 60);
            assertOpensNothing(own, jwt);
        });
        own.account(ALICE).delete("/" + minted.id());
        signed.forEach(jwt -> assertOpensNothing(own, jwt));
    }

    @Test
    void law6CallerOutsideTheAudienceGetsNoJwtOfADerivedToken(TestRealm own) {
        own.addClient("foreign", client -> {
            client.setSecret("foreign-demo-secret");
            client.setAttributes(Map.of("client.introspection.response.allow.jwt.claim.enabled", "true"));
        });
        Minted minted = own.account(ALICE).mint("not for everybody", "notes:read");
        Tokens tokens = own.exchange().withRefreshToken(minted.secret());
        String alone =
                own.exchange().of(minted.secret()).json().get("access_token").asText();
        for (String token : List.of(minted.secret(), tokens.jwt(), tokens.refreshToken(), alone)) {
            assertThat(own.introspection("foreign", "foreign-demo-secret")
                            .ask(token, Map.of(), "application/jwt")
                            .body())
                    .isEqualTo("{\"active\":false}");
        }
    }

    private static String signed(Introspection api, String token) {
        JsonNode answer = api.ask(token, Map.of(), "application/jwt").json();
        assertThat(answer.has("jwt")).as(answer.toString()).isTrue();
        assertThat(answer.has("io.apitokens.derived")).as("a mark of tokens").isFalse();
        return answer.get("jwt").asText();
    }

    private static void assertOpensNothing(TestRealm own, String jwt) {
        assertThat(own.introspection().isActive(jwt)).isFalse();
        assertThat(own.introspection(GATEWAY, GATEWAY_SECRET).isActive(jwt)).isFalse();
        assertThat(own.exchange().of(jwt).status()).isEqualTo(400);
        assertThat(own.userInfo(jwt).status()).isEqualTo(401);
        assertThat(own.account("", jwt).status()).isEqualTo(401);
        assertThat(own.accountWith(jwt).get("").status()).isIn(401, 403);
        assertThat(own.accountWith(jwt).get("/self").status()).isEqualTo(401);
    }

    @Test
    void section4AnswersAreNotCachedAsStockKeycloakHasIt() {
        Minted minted = alice.mint("cached");
        Answer active = notesApi.ask(minted.secret(), Map.of(), "application/json");
        alice.delete("/" + minted.id());
        Answer inactive = notesApi.ask(minted.secret(), Map.of(), "application/json");
        assertThat(active.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(inactive.header("Cache-Control")).isEqualTo("no-cache");
    }

    @Test
    void answerIsTheSameForEachUse() {
        String secret = alice.mint("steady").secret();
        assertThat(List.of(notesApi.of(secret), notesApi.of(secret))).containsOnly(notesApi.of(secret));
    }
}
