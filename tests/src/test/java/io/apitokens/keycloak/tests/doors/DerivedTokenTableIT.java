package io.apitokens.keycloak.tests.doors;

import java.net.http.HttpRequest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.Exchange;
import io.apitokens.keycloak.tests.fixture.endpoint.Exchange.Tokens;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.http.Jwt;
import io.apitokens.keycloak.tests.fixture.realm.ForwardAuth;
import io.apitokens.keycloak.tests.fixture.realm.RealmEdits;
import io.apitokens.keycloak.tests.fixture.realm.RealmLogins;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.realm.TrustingRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.EventRepresentation;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.CONSOLE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.GATEWAY;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.GATEWAY_SECRET;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES_API;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests law 4 for each kind of derived token and each way to use it, in its own realm and in one that trusts it, before
 * and after the revocation of the API token.
 */
@IntegrationTest
class DerivedTokenTableIT {

    private static final String SECRET = "asserting-demo-secret";
    private static final String REDIRECT = "https://console.example.com/";

    private final KeycloakUnderTest keycloak;
    private final TestRealm realm;
    private final TestRealm other;
    private final Exchange gateway;
    private TrustingRealm trusting;
    private TrustingRealm trustingElsewhere;
    private Exchange second;

    DerivedTokenTableIT(KeycloakUnderTest keycloak, TestRealm realm, TestRealm other) {
        this.keycloak = keycloak;
        this.realm = realm;
        this.other = other;
        this.gateway = realm.exchange();
    }

    private enum Kind {
        EXCHANGED,
        REFRESH_TOKEN,
        REFRESHED,
        SECOND,
        INTROSPECTED,
        USERINFO
    }

    @BeforeAll
    void trust() {
        realm.addOpenIdScope(NOTES, GATEWAY);
        realm.addAccountScope(NOTES, GATEWAY);
        realm.addManagementRoles(ALICE, "realm-admin");
        realm.changeClient(NOTES_API, client -> client.getAttributes()
                .put("client.introspection.response.allow.jwt.claim.enabled", "true"));
        realm.changeClient(GATEWAY, client -> client.getAttributes().put("user.info.response.signature.alg", "RS256"));
        realm.addClient("second", client -> {
            client.setSecret("second-demo-secret");
            client.setAttributes(RealmEdits.exchangeSettings());
            client.setDefaultClientScopes(List.of("basic", "roles"));
            client.setOptionalClientScopes(List.of("notes:read", "openid", "account"));
        });
        realm.addAudience(GATEWAY, "second");
        realm.addAudience("second", NOTES_API);
        realm.addAudience("second", GATEWAY);
        for (TestRealm each : List.of(realm, other)) {
            each.changeClient(CONSOLE, client -> client.setRedirectUris(List.of(REDIRECT)));
        }
        second = realm.exchange("second", "second-demo-secret");
        trusting = TrustingRealm.of(realm, realm);
        trustingElsewhere = TrustingRealm.of(other, realm);
    }

    /** The token works in the ways that the table names, and in no other. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // kind         | in its realm                                      | in the other realm
                "EXCHANGED      | account, exchange, introspection, userinfo, verify   | ''",
                "REFRESH_TOKEN  | refresh                                           | ''",
                "REFRESHED      | account, exchange, introspection, userinfo, verify   | ''",
                "SECOND         | account, exchange, introspection, introspection by the client, userinfo, verify | ''",
                "INTROSPECTED   | ''                                                | ''",
                "USERINFO       | ''                                                | ''",
            })
    void law4DerivedTokenWorksAtItsDoorsUntilTheRevocation(Kind kind, String here, String there) {
        Minted minted = realm.account(ALICE).mint("table " + kind, "openid", "account", "notes:read");
        String token = make(kind, minted.secret());
        assertThat(worksAt(realm, trusting, token)).as("before").isEqualTo(names(here));
        assertThat(worksAt(other, trustingElsewhere, token)).as("elsewhere").isEqualTo(names(there));
        realm.account(ALICE).delete("/" + minted.id());
        assertThat(worksAt(realm, trusting, token)).as("after").isEmpty();
        assertThat(worksAt(other, trustingElsewhere, token))
                .as("elsewhere after")
                .isEmpty();
    }

    /** These tokens are valid assertions except for their origin: the ordinary token of the same client is accepted. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void law4DerivedTokenIsNoAssertion(boolean isInItsRealm) {
        TestRealm at = isInItsRealm ? realm : other;
        TrustingRealm trust = isInItsRealm ? trusting : trustingElsewhere;
        String clientId = "asserting-" + isInItsRealm;
        Exchange asserting = trust.assertingClient(realm, clientId, SECRET);
        Map<String, String> login = new HashMap<>(RealmLogins.login(clientId, ALICE, "openid"));
        login.put("client_secret", SECRET);
        assertThat(trust.grant(realm.token(login)).status()).isEqualTo(200);
        assertThat(trust.authenticate(realm.token(login)).status()).isEqualTo(200);

        Minted minted = realm.account(ALICE).mint(clientId, "notes:read");
        String derived = accessToken(asserting.of(minted.secret()));
        assertThat(Jwt.parse(derived).audience()).containsExactly(at.url());
        assertRefused(at, minted, trust.grant(derived));
        assertRefused(at, minted, trust.authenticate(derived));
        realm.account(ALICE).delete("/" + minted.id());
        assertThat(trust.grant(derived).status()).isEqualTo(400);
        assertThat(trust.authenticate(derived).status()).isEqualTo(401);
    }

    /** A client can configure the realm's own keys as the keys that it authenticates with. */
    @Test
    void law4DerivedTokenIsNoCredentialOfAClientWithTheKeysOfTheRealm() {
        String clientId = realm.url();
        trusting.addClientWithKeysOf(realm, clientId);
        Exchange asserting = trusting.assertingClient(realm, "self-asserting", SECRET);
        realm.changeClient("self-asserting", client -> {
            client.getAttributes().put("access.token.lifespan", "50");
            client.getProtocolMappers().add(TrustingRealm.hardcoded("sub", clientId));
        });
        Map<String, String> login = new HashMap<>(RealmLogins.login("self-asserting", ALICE, "openid"));
        login.put("client_secret", SECRET);
        assertThat(trusting.authenticate(realm.token(login)).status()).isEqualTo(200);

        Minted minted = realm.account(ALICE).mint("self-asserting", "notes:read");
        String derived = accessToken(asserting.of(minted.secret()));
        assertThat(Jwt.parse(derived).text("sub")).isEqualTo(clientId);
        assertRefused(realm, minted, trusting.authenticate(derived));
    }

    /** Checks that the request was refused, and that no event has any content of another realm's token. */
    private void assertRefused(TestRealm at, Minted minted, Answer answer) {
        assertThat(answer.status()).as(answer.body()).isIn(400, 401);
        List<EventRepresentation> events =
                at.admin().getEvents(List.of("UPDATE_CREDENTIAL_ERROR"), null, null, null, null, null, 0, 10);
        if (at == realm) {
            assertThat(events.get(0).getError()).isEqualTo("not_allowed");
            assertThat(events.get(0).getDetails()).containsEntry("api_token_id", minted.id());
        } else {
            assertThat(events).isEmpty();
        }
        at.admin().clearEvents();
    }

    /** Proves that the table means something: on a server that accepts nothing, it would be empty too. */
    @Test
    void ordinaryTokenOpensWhatDerivedTokensDoNot() {
        assertThat(worksAt(realm, trusting, realm.accessToken(ALICE)))
                .contains("account", "admin", "api-tokens", "registration", "userinfo");
    }

    private String make(Kind kind, String secret) {
        Map<String, String> whole = Map.of("scope", "openid account notes:read");
        Tokens tokens = tokens(secret);
        return switch (kind) {
            case EXCHANGED -> tokens.jwt();
            case REFRESH_TOKEN -> tokens.refreshToken();
            case REFRESHED -> accessToken(gateway.refresh(tokens.refreshToken()));
            case SECOND -> accessToken(second.of(tokens.jwt(), whole));
            case INTROSPECTED ->
                realm.introspection()
                        .ask(secret, Map.of(), "application/jwt")
                        .json()
                        .get("jwt")
                        .asText();
            case USERINFO -> {
                Answer userInfo = realm.userInfo(tokens.jwt());
                assertThat(userInfo.header("Content-Type")).startsWith("application/jwt");
                yield userInfo.body();
            }
        };
    }

    private Tokens tokens(String secret) {
        Answer answer = gateway.of(
                secret, Map.of("scope", "openid account notes:read", "requested_token_type", Exchange.REFRESH_TOKEN));
        return new Tokens(
                accessToken(answer), answer.json().get("refresh_token").asText());
    }

    private Set<String> worksAt(TestRealm at, TrustingRealm trust, String token) {
        Map<String, Answer> answers = new LinkedHashMap<>();
        answers.put("exchange", at.exchange().of(token));
        answers.put(
                "exchange as JWT",
                at.exchange().of(token, Map.of("subject_token_type", "urn:ietf:params:oauth:token-type:jwt")));
        answers.put(
                "exchange as refresh token",
                at.exchange().of(token, Map.of("subject_token_type", Exchange.REFRESH_TOKEN)));
        answers.put("refresh", at.exchange().refresh(token));
        answers.put("refresh by the token client", at.publicExchange(NOTES).refresh(token));
        answers.put("account", at.account("/", token));
        answers.put("userinfo", at.userInfo(token));
        answers.put("admin", bearer(keycloak.url() + "/admin/realms/" + at.name() + "/users", token));
        answers.put("api-tokens", at.accountWith(token).get(""));
        answers.put("self", at.accountWith(token).get("/self"));
        answers.put("registration", register(at, token));
        answers.put("assertion", trust.grant(token));
        answers.put("client assertion", trust.authenticate(token));
        answers.put("logout hint", bearer(at.url() + "/protocol/openid-connect/logout?id_token_hint=" + token, null));
        Set<String> works = answers.entrySet().stream()
                .filter(entry -> entry.getValue().status() < 400)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        if (at.introspection().isActive(token)) {
            works.add("introspection");
        }
        if (at.introspection(GATEWAY, GATEWAY_SECRET).isActive(token)) {
            works.add("introspection by the client");
        }
        if (ForwardAuth.of(at).bearer(token).status() == 200) {
            works.add("verify");
        }
        if (login(at, token).contains("code=")) {
            works.add("cookie");
        }
        return works;
    }

    private static Answer bearer(String url, String token) {
        HttpRequest.Builder request = Http.to(url).header("Accept", "application/json");
        return Http.send((token == null ? request : request.header("Authorization", "Bearer " + token)).GET());
    }

    private static Answer register(TestRealm at, String token) {
        return Http.send(Http.to(at.url() + "/clients-registrations/default")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
    }

    private static String login(TestRealm at, String token) {
        return Http.send(Http.to("%s/protocol/openid-connect/auth?client_id=%s&response_type=code&scope=openid"
                                        .formatted(at.url(), CONSOLE)
                                + "&prompt=none&redirect_uri=" + Http.encode(REDIRECT))
                        .header("Cookie", "KEYCLOAK_IDENTITY=" + token)
                        .GET())
                .header("Location");
    }

    private static Set<String> names(String list) {
        return Stream.of(list.split(", "))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String accessToken(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().get("access_token").asText();
    }
}
