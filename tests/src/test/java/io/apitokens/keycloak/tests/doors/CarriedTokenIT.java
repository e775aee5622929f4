package io.apitokens.keycloak.tests.doors;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.http.RawHttp;
import io.apitokens.keycloak.tests.fixture.http.RawHttp.Answer;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.representations.idm.EventRepresentation;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.GATEWAY;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.GATEWAY_SECRET;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests law 11 for each way to carry an API token or a derived JWT, at a door and at endpoints that are not doors. The
 * user is an admin, whose ordinary token opens all of them.
 */
@IntegrationTest
class CarriedTokenIT {

    private static final String JSON = "Content-Type: application/json";
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
    private static final String REGISTERED = "registered";

    private final KeycloakUnderTest keycloak;
    private final TestRealm realm;
    private final RawHttp http;
    private Minted minted;
    private String jwt;
    private String ordinary;

    CarriedTokenIT(KeycloakUnderTest keycloak, TestRealm realm) {
        this.keycloak = keycloak;
        this.realm = realm;
        this.http = new RawHttp(keycloak.url());
    }

    @BeforeAll
    void haveAnAdminWithAnApiToken() {
        realm.changeRealm(settings -> settings.setAccessTokenLifespan(3600));
        realm.addAccountScope(NOTES, GATEWAY);
        realm.addOpenIdScope(NOTES, GATEWAY);
        realm.addManagementRoles(ALICE, "realm-admin");
        realm.changeUser(ALICE, user -> user.setEmail("alice@example.com"));
        minted = realm.account(ALICE).mint("carried", "account", "openid", "notes:read");
        jwt = realm.exchange().withRefreshToken(minted.secret()).jwt();
        ordinary = realm.accessToken(ALICE);
    }

    private enum Token {
        API_TOKEN,
        JWT,
        ORDINARY
    }

    /** {@code {t}} is the token and {@code {o}} an ordinary one of the same user; {@code &} separates headers. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                // headers                                                    | API token | JWT | ordinary
                "Authorization: Bearer {t}                                    | 200 | 200 | 200",
                "Authorization: bearer {t}                                    | 200 | 200 | 200",
                "Authorization: BEARER {t}                                    | 200 | 200 | 200",
                "Authorization: bEaReR {t}                                    | 200 | 200 | 200",
                "authorization: Bearer {t}                                    | 200 | 200 | 200",
                "Authorization:Bearer {t}                                     | 200 | 200 | 200",
                "Authorization: Bearer  {t}                                   | 401 | 401 | 401",
                "Authorization: Bearer\t{t}                                   | 401 | 401 | 401",
                "Authorization: Bearer \t{t}                                  | 401 | 401 | 401",
                "Authorization: Bearer {t},                                   | 401 | 401 | 401",
                "Authorization: Bearer {t}, Bearer {t}                        | 401 | 401 | 401",
                "Authorization: Bearer {t}, Bearer {o}                        | 401 | 401 | 401",
                "Authorization: Bearer {o}, Bearer {t}                        | 401 | 401 | 401",
                "Authorization: Bearer {t} {o}                                | 401 | 401 | 401",
                "Authorization: Bearer {o} {t}                                | 401 | 401 | 401",
                "Authorization: {t}                                           | 401 | 401 | 401",
                "Authorization: DPoP {t}                                      | 401 | 401 | 401",
                "Authorization: Basic {t}                                     | 401 | 401 | 401",
                "Authorization: Token {t}                                     | 401 | 401 | 401",
                "Authorization: Bearer {t} & Authorization: Bearer {o}        | 400 | 400 | 200",
                "Authorization: Bearer {o} & Authorization: Bearer {t}        | 400 | 400 | 200",
                "Authorization: Bearer {t} & Authorization: Bearer {t}        | 400 | 400 | 200",
                "Authorization: Bearer {t} & Authorization: Basic eDp5        | 400 | 400 | 200",
                "Authorization: Basic eDp5 & Authorization: Bearer {t}        | 400 | 400 | 401",
                "Authorization: Bearer {t} & Authorization: x                 | 400 | 400 | 200",
                "Authorization: x & Authorization: Bearer {t}                 | 400 | 400 | 401",
                "Authorization: DPoP {t} & Authorization: Bearer {o}          | 400 | 400 | 401",
                "Authorization: Bearer {o} & Authorization: DPoP {t}          | 400 | 400 | 200",
                "Authorization: Bearer {o} & Authorization: {t}               | 400 | 400 | 200",
                "Proxy-Authorization: Bearer {t}                              | 401 | 401 | 401",
                "X-Forwarded-Access-Token: {t}                                | 401 | 401 | 401",
                "DPoP: {t}                                                    | 401 | 401 | 401",
                "Cookie: KEYCLOAK_IDENTITY={t}                                | 401 | 401 | 401",
                "Cookie: KEYCLOAK_IDENTITY={t}; KEYCLOAK_SESSION={t}          | 401 | 401 | 401",
                "Cookie: access_token={t}                                     | 401 | 401 | 401"
            })
    void headersOpenTheDoorOrNothing(String headers, int apiToken, int derived, int stock) {
        assertHeaders(headers, Token.API_TOKEN, apiToken);
        assertHeaders(headers, Token.JWT, derived);
        assertThat(atTheDoor(lines(headers, Token.ORDINARY)).status())
                .as("an ordinary token")
                .isEqualTo(stock);
    }

    private void assertHeaders(String headers, Token token, int expected) {
        List<String> lines = lines(headers, token);
        Answer atTheDoor = atTheDoor(lines);
        assertThat(atTheDoor.status())
                .as("%s at the door: %s", token, atTheDoor.body())
                .isEqualTo(expected);
        assertClosed(token, lines, "");
    }

    /** Sends the token in the URL of an endpoint, with an ordinary token in the header or none. */
    @ParameterizedTest
    @CsvSource({
        "?access_token={t}, 401, 400",
        "?token={t}, 401, 200",
        "?ACCESS_TOKEN={t}, 401, 200",
        "?access%5Ftoken={t}, 401, 400",
        "?a=b&access_token={t}, 401, 400",
        ";access_token={t}, 400, 400",
    })
    void tokenInTheUrlOpensNothing(String suffix, int alone, int besideAnOrdinaryToken) {
        for (Token token : List.of(Token.API_TOKEN, Token.JWT)) {
            String written = suffix.replace("{t}", token(token));
            assertThat(door("/" + written, List.of()).status()).as(token.name()).isEqualTo(alone);
            assertThat(door("/" + written, lines("Authorization: Bearer {o}", token))
                            .status())
                    .as(token.name())
                    .isEqualTo(besideAnOrdinaryToken);
            assertClosed(token, List.of(), written);
        }
    }

    /** Doors are the endpoints that JAX-RS matches, whatever the spelling of the path. */
    @ParameterizedTest
    @CsvSource({
        "POST, /realms/{r}/account",
        "POST, /realms/{r}/account/",
        "POST, /realms/{r}/account/v1alpha1",
        "POST, /realms/{r}/account;x=1/",
        "POST, /realms/{r};x=1/account/",
        "POST, /realms;x=1/{r}/account/",
        "POST, //realms/{r}/account/",
        "POST, /realms//{r}/account/",
        "POST, /realms/{r}//account//",
        "POST, /realms/{r}/%61ccount/",
        "POST, /realms/{r}/account%2F",
        "POST, /realms/{r}%2Faccount/",
        "POST, /realms/{r}/account/%0a",
        "POST, /realms/{r}/account%0a/",
        "POST, /realms/{r}/account%00/",
        "POST, /realms/{r}/account/%2e",
        "POST, /realms/{r}/./account/",
        "POST, /realms/{r}/x/../account/",
        "POST, /realms/{r}/x/%2e%2e/account/",
        "POST, /realms/{r}/account/?x=/userinfo",
        "POST, /realms/{r}/account/#/userinfo",
        "DELETE, /realms/{r}/account/sessions",
        "DELETE, /realms/{r}/account/sessions;x=1",
        "DELETE, /realms/{r}/account/%73essions",
        "DELETE, /realms/{r}//account//sessions//",
        "PUT, /realms/{r}/account/applications/notes/consent",
        "POST, /realms/{r}/account/applications/notes/consent",
        "DELETE, /realms/{r}/account/applications/notes/consent",
        "POST, /realms/{r}/clients-registrations/default",
        "POST, /realms/{r}/clients-registrations;x/default",
        "POST, /realms/{r}/clients-registrations/%64efault",
        "POST, /realms/{r}//clients-registrations//default",
        "POST, /realms/{r}/clients-registrations/openid-connect",
        "GET, /admin/realms/{r}/users",
        "GET, /admin/realms/{r};x/users",
        "GET, /admin;x/realms/{r}/users",
        "GET, /%61dmin/realms/{r}/users",
        "GET, //admin//realms//{r}//users",
        "GET, /admin/realms/{r}/users%0a",
        "GET, /realms/{r}/account/../../../admin/realms/{r}/users",
        "HEAD, /admin/realms/{r}/users",
        "GET, /admin/realms/{r}/ui-ext/sessions",
        "GET, /admin/serverinfo",
        "GET, /admin/{r}/console/whoami",
        "GET, /realms/{r}/account/..;/broker/x/token",
    })
    void closedEndpointsStayClosedHoweverTheirPathIsWritten(String method, String path) {
        for (Token token : List.of(Token.API_TOKEN, Token.JWT)) {
            List<String> headers = new ArrayList<>(lines("Authorization: Bearer {t}", token));
            headers.add(JSON);
            headers.add("Accept: application/json");
            String body = method.equals("POST") ? body(path) : "";
            Answer answer = http.send(method, path.replace("{r}", realm.name()), headers, body);
            assertThat(answer.status()).as(answer.head() + answer.body()).isIn(400, 401, 403, 404, 405);
        }
        assertNothingChanged();
    }

    /** Keycloak rejects paths that are not normalized, and supports only one version of the syntax. */
    @ParameterizedTest
    @CsvSource({
        "/account/, 200",
        "/account, 200",
        "/account/v1alpha1/, 200",
        "/account/sessions/devices, 200",
        "/account/v1/, 404",
        "/account;x=1/, 400",
        "/%61ccount/, 400",
        "//account//, 400",
    })
    void doorOpensToDerivedTokensAsToOthers(String path, int expected) {
        for (Token token : List.of(Token.API_TOKEN, Token.JWT, Token.ORDINARY)) {
            for (String method : List.of("GET", "HEAD")) {
                List<String> headers = new ArrayList<>(lines("Authorization: Bearer {t}", token));
                headers.add("Accept: application/json");
                assertThat(http.send(method, "/realms/" + realm.name() + path, headers, "")
                                .status())
                        .as("%s with %s", method, token)
                        .isEqualTo(expected);
            }
        }
    }

    /** Sends the token as a parameter of OAuth endpoints that do not accept it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "token | grant_type=client_credentials&client_assertion_type={a}client-assertion-type:jwt-bearer"
                        + "&client_assertion={t}",
                "token | grant_type=client_credentials&client_id=notes-gateway"
                        + "&client_assertion_type={a}client-assertion-type:jwt-bearer&client_assertion={t}",
                "token | grant_type={a}grant-type:jwt-bearer&assertion={t}&{g}",
                "token | grant_type={a}grant-type:uma-ticket&audience=notes-gateway&claim_token={t}&{g}",
                "token | grant_type={a}grant-type:uma-ticket&ticket={t}&{g}",
                "token | grant_type=authorization_code&code={t}&{g}",
                "token | grant_type=password&username=alice&password={t}&{g}",
                "token | grant_type={a}grant-type:device_code&device_code={t}&{g}",
                "token | grant_type=client_credentials&access_token={t}",
                "logout | id_token_hint={t}",
                "logout | id_token_hint={t}&client_id=notes-gateway",
                "logout | refresh_token={t}&client_id=test-console",
                "ext/par/request | request={t}&{g}",
                "ext/ciba/auth | login_hint_token={t}&id_token_hint={t}&scope=openid&{g}",
            })
    void parameterIsNoCredential(String endpoint, String parameters) {
        for (Token token : List.of(Token.API_TOKEN, Token.JWT)) {
            String form = parameters
                    .replace("{t}", token(token))
                    .replace("{a}", "urn:ietf:params:oauth:")
                    .replace("{g}", "client_id=" + GATEWAY + "&client_secret=" + GATEWAY_SECRET);
            Answer answer = http.send(
                    "POST", "/realms/" + realm.name() + "/protocol/openid-connect/" + endpoint, List.of(FORM), form);
            assertThat(answer.status()).as(token + ": " + answer.body()).isIn(400, 401, 403);
        }
        assertNothingChanged();
    }

    @ParameterizedTest
    @CsvSource({"KEYCLOAK_IDENTITY={t}", "KEYCLOAK_IDENTITY={t}; KEYCLOAK_SESSION={t}", "KEYCLOAK_IDENTITY_LEGACY={t}"})
    void cookieIsNoLogin(String cookies) {
        realm.changeClient(
                TestRealm.CONSOLE, client -> client.setRedirectUris(List.of("https://console.example.com/*")));
        for (Token token : List.of(Token.API_TOKEN, Token.JWT)) {
            Answer answer = http.send(
                    "GET",
                    "/realms/" + realm.name() + "/protocol/openid-connect/auth?client_id=" + TestRealm.CONSOLE
                            + "&response_type=code&scope=openid&prompt=none&redirect_uri="
                            + Http.encode("https://console.example.com/"),
                    List.of("Cookie: " + cookies.replace("{t}", token(token))),
                    "");
            assertThat(answer.head()).contains("error=login_required").doesNotContain("code=");
        }
    }

    /** A logout with an ID token hint verifies the hint, and the refusal is an event. */
    @ParameterizedTest
    @CsvSource({"id_token_hint"})
    void hintOfADerivedTokenIsReported(String parameter) {
        realm.admin().clearEvents();
        Answer answer = http.send(
                "GET",
                "/realms/" + realm.name() + "/protocol/openid-connect/logout?" + parameter + '=' + jwt,
                List.of(),
                "");
        assertThat(answer.status()).isEqualTo(400);
        assertReported();
    }

    private void assertClosed(Token token, List<String> headers, String suffix) {
        boolean genuine = headers.equals(lines("Authorization: Bearer {t}", token));
        for (String door : List.of(
                "POST /realms/{r}/account/",
                "POST /realms/{r}/clients-registrations/default",
                "GET /admin/realms/{r}/users")) {
            realm.admin().clearEvents();
            String[] line = door.replace("{r}", realm.name()).split(" ");
            List<String> all = new ArrayList<>(headers);
            all.add(JSON);
            all.add("Accept: application/json");
            String body = line[0].equals("POST") ? body(line[1]) : "";
            Answer answer = http.send(line[0], line[1] + suffix, all, body);
            assertThat(answer.status())
                    .as("%s at %s: %s", token, door, answer.body())
                    .isIn(400, 401, 403);
            if (genuine) {
                assertReported();
            }
        }
        assertNothingChanged();
    }

    private void assertReported() {
        assertThat(realm.admin()
                        .getEvents(List.of("UPDATE_CREDENTIAL_ERROR"), null, null, null, null, null, null, null))
                .isNotEmpty()
                .allSatisfy(this::assertRefusal);
    }

    private void assertRefusal(EventRepresentation event) {
        assertThat(event.getError()).isEqualTo("not_allowed");
        assertThat(event.getDetails()).containsEntry("api_token_id", minted.id());
    }

    private void assertNothingChanged() {
        assertThat(realm.user(ALICE).toRepresentation().getEmail()).isEqualTo("alice@example.com");
        assertThat(realm.user(ALICE).getConsents()).isEmpty();
        assertThat(realm.admin().clients().findByClientId(REGISTERED)).isEmpty();
        assertThat(realm.userInfo(ordinary).status()).as("the login goes on").isEqualTo(200);
        assertThat(realm.introspection().isActive(minted.secret())).isTrue();
    }

    private static String body(String path) {
        return path.contains("registrations")
                ? "{\"clientId\":\"" + REGISTERED + "\"}"
                : "{\"username\":\"alice\",\"email\":\"mallory@example.com\",\"firstName\":\"A\",\"lastName\":\"B\"}";
    }

    private Answer atTheDoor(List<String> headers) {
        return door("/", headers);
    }

    private Answer door(String path, List<String> headers) {
        List<String> all = new ArrayList<>(headers);
        all.add("Accept: application/json");
        return http.send("GET", "/realms/" + realm.name() + "/account" + path, all, "");
    }

    private List<String> lines(String headers, Token token) {
        return Stream.of(headers.split(" & "))
                .map(header -> header.replace("{t}", token(token)).replace("{o}", ordinary))
                .toList();
    }

    private String token(Token token) {
        return Map.of(Token.API_TOKEN, minted.secret(), Token.JWT, jwt, Token.ORDINARY, ordinary)
                .get(token);
    }
}
