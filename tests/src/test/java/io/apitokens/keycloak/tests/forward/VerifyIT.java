package io.apitokens.keycloak.tests.forward;

import java.util.List;
import java.util.Map;

import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.Exchange.Tokens;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.realm.ForwardAuth;
import io.apitokens.keycloak.tests.fixture.realm.ForwardAuth.Answer;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.apitokens.keycloak.tests.fixture.realm.ForwardAuth.basic;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.GATEWAY;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES_API;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES_API_SECRET;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests the answers of forward authentication about the credential of an end client. */
@IntegrationTest
@Tag("compatibility")
class VerifyIT {

    private final TestRealm realm;
    private final TestRealm other;
    private final ForwardAuth proxy;
    private AccountApi alice;
    private Minted minted;
    private Tokens derived;

    VerifyIT(TestRealm realm, TestRealm other) {
        this.realm = realm;
        this.other = other;
        this.proxy = ForwardAuth.of(realm);
    }

    @BeforeAll
    void setUp() {
        realm.addAudience(GATEWAY, NOTES_API);
        realm.changeClient(NOTES_API, client -> client.getAttributes()
                .put("client.introspection.response.allow.jwt.claim.enabled", "true"));
        realm.changeClient(NOTES, client -> client.setDirectAccessGrantsEnabled(true));
    }

    @BeforeEach
    void mint() {
        alice = realm.account(ALICE);
        alice.revokeAll();
        minted = alice.mint("forwarded", "notes:read");
        derived = realm.exchange().withRefreshToken(minted.secret());
    }

    @Test
    void passesWithWhatTheApiNeedsToKnow() {
        Answer answer = proxy.bearer(minted.secret());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("Api-Token-Subject")).isEqualTo(realm.userId(ALICE));
        assertThat(answer.header("Api-Token-Client")).isEqualTo(NOTES);
        assertThat(answer.header("Api-Token-Scope")).isEqualTo("notes:read");
        assertThat(answer.header("Api-Token-Id")).isEqualTo(minted.id());
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.raw().head())
                .doesNotContain(minted.secret(), "Access-Control", "Set-Cookie", "X-Frame-Options", "Content-Security");
    }

    @Test
    void answersAreAsDescribed() {
        String url = realm.url() + "/api-tokens/verify?client_id=notes-api&scope=";
        for (String expected : List.of("notes:read 200", "notes:write 403", "%20 400")) {
            String[] scopeAndStatus = expected.split(" ");
            assertThat(Http.send(Http.to(url + scopeAndStatus[0])
                                    .header("Authorization", "Bearer " + minted.secret())
                                    .header("Api-Authorization", basic(NOTES_API, NOTES_API_SECRET))
                                    .GET())
                            .status())
                    .isEqualTo(Integer.parseInt(scopeAndStatus[1]));
        }
    }

    @Test
    void derivedJwtPassesAsItsApiToken() {
        Answer answer = proxy.bearer(derived.jwt());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Api-Token-Subject")).isEqualTo(realm.userId(ALICE));
        assertThat(answer.header("Api-Token-Client")).isEqualTo(GATEWAY);
        assertThat(answer.header("Api-Token-Scope")).contains("notes:read");
        assertThat(answer.header("Api-Token-Id")).isEqualTo(minted.id());
    }

    /** A request with two tokens could get two decisions, so neither token is accepted. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Bearer {secret}                  | 200",
                "bearer {secret}                  | 200",
                "BEARER {jwt}                     | 200",
                "Bearer {jwt}                     | 200",
                "{basic:any:secret}               | 200",
                "{basic::secret}                  | 200",
                "{basic:Ünïcode:secret}           | 200",
                "{basic:any:jwt}                  | 401",
                "{basic:secret:}                  | 401",
                "{basic:secret:x}                 | 401",
                "{basic:any:junk}                 | 401",
                "Basic {secret}                   | 401",
                "Basic                            | 401",
                "Basic !!!                        | 401",
                "Bearer                           | 401",
                "Bearer {secret}x                 | 401",
                "Bearer  {secret}                 | 401",
                "Bearer {secret} {secret}         | 401",
                "Bearer {secret}, Bearer {secret} | 401",
                "Bearer {secret},{basic:a:secret} | 401",
                "{secret}                         | 401",
                "DPoP {secret}                    | 401",
                "DPoP {jwt}                       | 401",
                "Token {secret}                   | 401",
                "Bearer {refresh token}           | 401",
                "Bearer {introspected}            | 401",
                "Bearer {login}                   | 401",
                "{basic:any:login}                | 401",
                "Bearer {foreign}                 | 401",
                "Bearer junk                      | 401",
                "Bearer kcat_0000000000000000000000000000000000000000000000000 | 401",
                "Bearer kcat_00000000000000000000000000000000000000000000u2SrQ | 401",
            })
    void credentialPassesOrNot(String template, int status) {
        Answer answer = proxy.with("Authorization: " + fill(template)).send();
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        if (status == 401) {
            boolean isBasic = template.startsWith("{basic") || template.startsWith("Basic");
            assertThat(answer.headers("WWW-Authenticate"))
                    .containsExactlyElementsOf(isBasic ? List.of(basicChallenge(), invalid()) : List.of(invalid()));
            assertThat(answer.raw().head()).doesNotContain("Api-Token-");
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        }
    }

    /** RFC 6750, section 3.1: the answer has no error code if the request has no credential. */
    @Test
    void missingCredentialIsAskedFor() {
        Answer answer = proxy.send();
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"%s\"".formatted(realm.name()));
        Answer basic = proxy.asking("client_id=notes-api&challenge=basic").send();
        assertThat(basic.status()).isEqualTo(401);
        assertThat(basic.headers("WWW-Authenticate")).first().isEqualTo(basicChallenge());
    }

    @Test
    void tokenInTheUrlIsNone() {
        assertThat(proxy.asking("client_id=notes-api&uri=/?access_token=" + minted.secret())
                        .send()
                        .status())
                .isEqualTo(401);
    }

    @Test
    void severalHeadersAreRefused() {
        String bearer = "Authorization: Bearer " + minted.secret();
        String basic = "Authorization: " + basic("any", minted.secret());
        assertThat(proxy.with(bearer).with(bearer).send().status()).isEqualTo(400);
        assertThat(proxy.with(bearer).with(basic).send().status()).isEqualTo(400);
        assertThat(proxy.with(basic).with(basic).send().status()).isEqualTo(401);
        assertThat(proxy.with("Authorization: Bearer junk").with(basic).send().status())
                .isEqualTo(401);
        assertThat(proxy.with("Authorization: Bearer " + derived.jwt())
                        .with("Authorization: Bearer junk")
                        .send()
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET",
                "HEAD",
                "POST",
                "PUT",
                "PATCH",
                "DELETE",
                "OPTIONS",
                "PROPFIND",
                "MKCOL",
                "REPORT",
                "TRACE",
                "X"
            })
    void everyMethodIsAnsweredAlike(String method) {
        for (String below : List.of("", "/", "/notes", "/notes/1/attachments/a%20b", "/self", "/%E2%82%AC")) {
            Answer passed =
                    proxy.with("Authorization: Bearer " + minted.secret()).send(method, below, "");
            assertThat(passed.status()).as(below).isEqualTo(200);
            assertThat(passed.header("Api-Token-Id")).isEqualTo(minted.id());
            assertThat(passed.body()).isEmpty();
            Answer refused = proxy.with("Origin: https://console.example.com")
                    .with("Access-Control-Request-Method: DELETE")
                    .send(method, below, "");
            assertThat(refused.status()).as(below).isEqualTo(401);
            assertThat(refused.raw().head()).doesNotContain("Access-Control");
            assertThat(refused.body().isEmpty()).isEqualTo(method.equals("HEAD"));
        }
        assertThat(alice.get("/" + minted.id()).json().get("status").asText()).isEqualTo("active");
    }

    /** Bodies belong to the end client: a form with a client's secret or a token must have no effect. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                "multipart/form-data; boundary=x",
                "text/plain; charset=nonsense",
                "application/octet-stream",
                "nonsense",
                ";;;"
            })
    void bodyIsNeitherReadNorRejected(String type) {
        String body = "client_id=notes-gateway&client_secret=notes-gateway-demo-secret&token=x&" + "x".repeat(500_000);
        for (String method : List.of("POST", "PUT", "DELETE", "GET")) {
            ForwardAuth sending = proxy.with("Content-Type: " + type).with("Accept: ;;;");
            assertThat(sending.with("Authorization: Bearer " + minted.secret())
                            .send(method, "", body)
                            .status())
                    .isEqualTo(200);
            assertThat(sending.send(method, "", body).status()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "notes:read              | 200",
                "notes%3Aread            | 200",
                "+notes:read+            | 200",
                "notes:write             | 403",
                "notes:read+notes:write  | 403",
                "notes:read%20notes:read | 200",
                "notes:read&scope=notes:write | 403",
                "notes:write&scope=notes:read | 403",
                "notes                   | 403",
                "notes:rea               | 403",
                "NOTES:READ              | 403",
                "''                      | 400",
                "+                       | 400",
                "notes:read%0d%0aX-A:b   | 400",
                "notes:read%22           | 400",
                "notes%00                | 400",
                "%E2%82%AC               | 400",
                "%zz                     | 400",
            })
    void everyRequiredScopeMustBeGranted(String scope, int status) {
        for (String token : List.of(minted.secret(), derived.jwt())) {
            Answer answer = proxy.asking("client_id=notes-api&scope=" + scope).bearer(token);
            assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        }
    }

    @Test
    void missingScopeIsNamed() {
        Answer answer =
                proxy.asking("client_id=notes-api&scope=notes:read+notes:write").bearer(minted.secret());
        assertThat(answer.header("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"%s\", error=\"insufficient_scope\", scope=\"notes:read notes:write\""
                        .formatted(realm.name()));
        assertThat(answer.body()).contains("insufficient_scope");
        assertThat(answer.header("Api-Token-Id")).isNull();
    }

    @Test
    void law1RevokedTokenIsRefusedAtOnceWithItsDerivedJwt() {
        assertThat(proxy.bearer(minted.secret()).status()).isEqualTo(200);
        assertThat(proxy.bearer(derived.jwt()).status()).isEqualTo(200);
        alice.delete("/" + minted.id());
        assertThat(proxy.bearer(minted.secret()).status()).isEqualTo(401);
        assertThat(proxy.bearer(derived.jwt()).status()).isEqualTo(401);
    }

    private String fill(String template) {
        String filled = template.replace("{secret}", minted.secret())
                .replace("{jwt}", derived.jwt())
                .replace("{refresh token}", derived.refreshToken())
                .replace("{basic:any:secret}", basic("any", minted.secret()))
                .replace("{basic:a:secret}", basic("a", minted.secret()))
                .replace("{basic::secret}", basic("", minted.secret()))
                .replace("{basic:Ünïcode:secret}", basic("Ünïcode", minted.secret()))
                .replace("{basic:any:jwt}", basic("any", derived.jwt()))
                .replace("{basic:secret:}", basic(minted.secret(), ""))
                .replace("{basic:secret:x}", basic(minted.secret(), "x"))
                .replace("{basic:any:junk}", basic("any", "junk"));
        if (filled.contains("{introspected}")) {
            filled = filled.replace(
                    "{introspected}",
                    realm.introspection()
                            .ask(minted.secret(), Map.of(), "application/jwt")
                            .json()
                            .get("jwt")
                            .asText());
        }
        if (filled.contains("login}")) {
            // This token has the same audience, and introspection finds it active.
            String login = realm.accessToken(NOTES, ALICE, "notes:read");
            assertThat(realm.introspection().isActive(login)).isTrue();
            filled = filled.replace("{login}", login).replace("{basic:any:login}", basic("any", login));
        }
        return filled.contains("{foreign}")
                ? filled.replace(
                        "{foreign}", other.account(ALICE).mint("elsewhere").secret())
                : filled;
    }

    private String invalid() {
        return "Bearer realm=\"%s\", error=\"invalid_token\"".formatted(realm.name());
    }

    private String basicChallenge() {
        return "Basic realm=\"%s\", charset=\"UTF-8\"".formatted(realm.name());
    }
}
