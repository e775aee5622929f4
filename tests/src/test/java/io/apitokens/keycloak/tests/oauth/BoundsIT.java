package io.apitokens.keycloak.tests.oauth;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.tests.fixture.endpoint.Exchange;
import io.apitokens.keycloak.tests.fixture.endpoint.Exchange.Tokens;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.http.Jwt;
import io.apitokens.keycloak.tests.fixture.realm.RealmEdits;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.authorization.ResourceServerRepresentation;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.GATEWAY;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests that no derived token can do more than its API token. */
@IntegrationTest
class BoundsIT {

    @Test
    void umaGrantIsClosed(TestRealm realm) {
        realm.changeClient(GATEWAY, client -> {
            client.setServiceAccountsEnabled(true);
            client.setAuthorizationServicesEnabled(true);
            client.setAuthorizationSettings(new ResourceServerRepresentation());
        });
        String jwt =
                realm.exchange().withRefreshToken(mint(realm, "notes:read")).jwt();
        Answer refused = uma(realm, jwt);
        assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        assertThat(refused.json().get("error").asText()).isEqualTo("invalid_grant");
        assertThat(refused.body()).contains("Invalid bearer token");
        assertThat(uma(realm, realm.accessToken(ALICE)).body())
                .as("others are answered as before")
                .doesNotContain("Invalid bearer token");
    }

    @Test
    void noIdTokenIsMadeFromOne(TestRealm realm) {
        realm.addOpenIdScope(NOTES, GATEWAY);
        String secret = mint(realm, "openid");
        Map<String, String> parameters = Map.of("requested_token_type", "urn:ietf:params:oauth:token-type:id_token");
        for (String subject : List.of(secret, jwt(realm.exchange().of(secret)))) {
            Answer refused = realm.exchange().of(subject, parameters);
            assertThat(refused.status()).as(refused.body()).isEqualTo(400);
            assertThat(refused.json().get("error").asText()).isEqualTo("invalid_request");
        }
    }

    @Test
    void noLoginIsClaimed(TestRealm realm) {
        Tokens tokens = realm.exchange().withRefreshToken(mint(realm, "notes:read"));
        String refreshed = jwt(realm.exchange().refresh(tokens.refreshToken()));
        for (String token : List.of(tokens.jwt(), refreshed)) {
            for (JsonNode claims :
                    List.of(Jwt.parse(token).claims(), realm.introspection().of(token))) {
                assertThat(claims.has("acr")).as(claims.toString()).isFalse();
                assertThat(claims.has("auth_time")).as(claims.toString()).isFalse();
            }
        }
    }

    @Test
    void law6IntrospectionAndUserInfoBringNoIdentityBack(TestRealm realm) {
        realm.changeUser(ALICE, user -> user.setEmail("alice@example.com"));
        realm.client(GATEWAY).addDefaultClientScope(realm.scopeId("email"));
        realm.client(GATEWAY).addDefaultClientScope(realm.scopeId("profile"));
        realm.addOpenIdScope(NOTES, GATEWAY);
        String jwt = jwt(realm.exchange().of(mint(realm, "notes:read", "openid")));
        assertThat(Jwt.parse(jwt).claims().toString()).doesNotContain("alice");
        JsonNode introspected = realm.introspection().of(jwt);
        assertThat(introspected.get("active").asBoolean()).isTrue();
        assertThat(introspected.toString()).doesNotContain("alice");
        Answer userInfo = realm.userInfo(jwt);
        assertThat(userInfo.status()).isEqualTo(200);
        assertThat(userInfo.body()).doesNotContain("alice");
    }

    @Test
    void law4NoIdTokenIsMadeForTheScopeOpenId(TestRealm realm) {
        realm.addOpenIdScope(NOTES, GATEWAY);
        Answer exchanged = realm.exchange()
                .of(
                        mint(realm, "notes:read", "openid"),
                        Map.of(
                                "scope",
                                "openid notes:read",
                                "requested_token_type",
                                "urn:ietf:params:oauth:token-type:refresh_token"));
        Answer refreshed =
                realm.exchange().refresh(exchanged.json().get("refresh_token").asText());
        for (Answer answer : List.of(exchanged, refreshed)) {
            assertThat(Jwt.parse(jwt(answer)).scopes()).contains("openid");
            assertThat(realm.userInfo(jwt(answer)).status()).isEqualTo(200);
            assertThat(answer.json().has("id_token")).as(answer.body()).isFalse();
        }
    }

    @Test
    void displayNameOfTheClientIsNoScope(TestRealm realm) {
        realm.changeClient(GATEWAY, client -> client.setName("notes:write"));
        realm.client(GATEWAY).addDefaultClientScope(realm.scopeId("notes:write"));
        String jwt = jwt(realm.exchange().of(mint(realm, "notes:read")));
        assertThat(Jwt.parse(jwt).scopes()).containsExactly("notes:read");
    }

    @Test
    void secondExchangeBringsNothingBack(TestRealm realm) {
        realm.addClient("second", client -> {
            client.setSecret("second-demo-secret");
            client.setAttributes(RealmEdits.exchangeSettings());
            client.setDefaultClientScopes(List.of("basic", "roles", "notes:read", "notes:write"));
        });
        realm.addAudience(GATEWAY, "second");
        Exchange second = realm.exchange("second", "second-demo-secret");
        String secret = mint(realm, "notes:read", "notes:write");
        String whole = jwt(realm.exchange().of(secret));
        assertThat(Jwt.parse(jwt(second.of(whole))).scopes()).contains("notes:write");
        String narrow = jwt(realm.exchange().of(secret, Map.of("scope", "notes:read")));
        Jwt again = Jwt.parse(jwt(second.of(narrow)));
        assertThat(again.scopes()).contains("notes:read").doesNotContain("notes:write");
        assertThat(again.roles(TestRealm.NOTES_API)).containsExactly("read");
    }

    @Test
    void nobodyIsImpersonated(TestRealm realm) {
        String secret = mint(realm, "notes:read");
        for (String subject : List.of(secret, jwt(realm.exchange().of(secret)))) {
            Answer refused = realm.exchange().of(subject, Map.of("requested_subject", "bob"));
            assertThat(refused.status()).as(refused.body()).isEqualTo(400);
            assertThat(refused.json().get("error").asText()).isEqualTo("invalid_request");
        }
    }

    @Test
    void law8NoClientIsRegistered(TestRealm realm) {
        realm.addAdminScope(ALICE, NOTES, GATEWAY);
        Tokens tokens = realm.exchange().withRefreshToken(mint(realm, "admin"));
        assertThat(register(realm, tokens.jwt(), "planted").status()).isEqualTo(401);
        assertThat(realm.admin().clients().findByClientId("planted")).isEmpty();
        assertThat(register(realm, realm.accessToken(ALICE), "registered").status())
                .as("others are answered as before")
                .isEqualTo(201);
    }

    @Test
    void law8AddressThatPasswordsAreResetByIsNotChanged(TestRealm realm) {
        realm.addAccountScope(NOTES, GATEWAY);
        realm.changeUser(ALICE, user -> user.setEmail("alice@example.com"));
        String secret = mint(realm, "account");
        String profile = "{\"username\":\"alice\",\"email\":\"%s\",\"firstName\":\"Alice\",\"lastName\":\"%s\"}";
        for (String bearer : List.of(secret, jwt(realm.exchange().of(secret)))) {
            assertThat(changeAccount(realm, bearer, profile.formatted("mallory@example.com", "A"))
                            .status())
                    .isEqualTo(401);
            assertThat(changeAccount(realm, bearer, profile.formatted("alice@example.com", "B"))
                            .status())
                    .isEqualTo(401);
        }
        assertThat(realm.user(ALICE).toRepresentation().getEmail()).isEqualTo("alice@example.com");
    }

    /**
     * With the prefix, Keycloak gets two values for one attribute. The number of other attributes decides which one
     * wins.
     */
    @Test
    void law8AddressIsNotChangedByAPaddedAttribute(TestRealm realm) {
        realm.addAccountScope(NOTES, GATEWAY);
        realm.changeUser(ALICE, user -> user.setEmail("alice@example.com"));
        String padding = IntStream.range(0, 377)
                .mapToObj(i -> ",\"zz%d\":[\"x\"]".formatted(i))
                .collect(Collectors.joining());
        String profile =
                "{\"username\":\"alice\",\"email\":\"alice@example.com\",\"firstName\":\"A\",\"lastName\":\"B\","
                        + "\"attributes\":{\"user.attributes.email\":[\"mallory@example.com\"]" + padding + "}}";
        String secret = mint(realm, "account");
        for (String bearer : List.of(secret, jwt(realm.exchange().of(secret)))) {
            assertThat(changeAccount(realm, bearer, profile).status()).isEqualTo(401);
        }
        assertThat(realm.user(ALICE).toRepresentation().getEmail()).isEqualTo("alice@example.com");
    }

    private static String mint(TestRealm realm, String... scopes) {
        return realm.account(ALICE).mint("bounded", scopes).secret();
    }

    private static String jwt(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().get("access_token").asText();
    }

    private static Answer uma(TestRealm realm, String bearer) {
        return Http.send(Http.to(realm.url() + "/protocol/openid-connect/token")
                .header("Authorization", "Bearer " + bearer)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(Http.form(
                        Map.of("grant_type", "urn:ietf:params:oauth:grant-type:uma-ticket", "audience", GATEWAY))));
    }

    private static Answer register(TestRealm realm, String bearer, String clientId) {
        return Http.send(Http.to(realm.url() + "/clients-registrations/default")
                .header("Authorization", "Bearer " + bearer)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"clientId\":\"" + clientId + "\"}")));
    }

    private static Answer changeAccount(TestRealm realm, String bearer, String profile) {
        return Http.send(Http.to(realm.url() + "/account")
                .header("Authorization", "Bearer " + bearer)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(profile)));
    }
}
