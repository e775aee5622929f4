package io.apitokens.keycloak.tests.rest;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;

import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.Impersonation;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.body;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests which access tokens open which API tokens of account REST. */
@IntegrationTest
class AccountAccessIT {

    private static final String CONSOLE_ORIGIN = "https://console.example.com";

    private final TestRealm realm;
    private final Minted alices;

    AccountAccessIT(TestRealm realm) {
        this.realm = realm;
        this.alices = realm.account(ALICE).mint("alice's");
    }

    @BeforeAll
    void addClients() {
        realm.addClient("without-account", client -> {
            client.setPublicClient(true);
            client.setDirectAccessGrantsEnabled(true);
            client.setFullScopeAllowed(false);
        });
        realm.addClient("robot", client -> {
            client.setSecret("robot-test-secret");
            client.setServiceAccountsEnabled(true);
        });
        realm.addClient("lightweight", client -> {
            client.setPublicClient(true);
            client.setDirectAccessGrantsEnabled(true);
            client.setAttributes(Map.of("client.use.lightweight.access.token.enabled", "true"));
        });
    }

    @Test
    void tokenOfAnotherUserDoesNotDifferFromAnUnknownOne() {
        AccountApi bob = realm.account(BOB);
        String unknown = "/00000000-0000-0000-0000-000000000000";
        String foreign = "/" + alices.id();
        assertSameRefusal(bob.get(foreign), bob.get(unknown));
        assertSameRefusal(bob.delete(foreign), bob.delete(unknown));
        assertSameRefusal(
                bob.put(alices.id(), body().put("label", "mine")), bob.put("unknown", body().put("label", "mine")));
        assertThat(bob.revokeAll().json()).hasToString("{\"revoked\":0,\"refreshTokens\":0}");
        assertThat(realm.introspection().isActive(alices.secret())).isTrue();
        assertThat(realm.account(ALICE).labels("")).contains("alice's");
    }

    @Test
    void adminWhoImpersonatesAUserListsAndRevokes(KeycloakUnderTest keycloak, TestRealm own) {
        Minted minted = own.account(ALICE).mint("hers");
        AccountApi admin = Impersonation.of(own, keycloak, ALICE);
        assertThat(admin.labels("")).containsExactly("hers");
        assertThat(admin.delete("/" + minted.id()).status()).isEqualTo(200);
        assertThat(own.introspection().isActive(minted.secret())).isFalse();
    }

    @Test
    void tokenOfAnotherRealmCannotBeReached(TestRealm other) {
        assertThat(other.account(ALICE).get("/" + alices.id()).status()).isEqualTo(404);
        AccountApi foreign = other.accountWith(realm.accessToken(ALICE));
        assertThat(foreign.get("").status()).isEqualTo(401);
        assertThat(foreign.revokeAll().status()).isEqualTo(401);
    }

    @Test
    void requestWithoutCredentialsIsToldHowToBringThem() {
        Answer answer = realm.accountWith(null).get("");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"%s\"".formatted(realm.name()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/self"})
    void malformedHeaderIsAnsweredLikeAnInvalidToken(String path) {
        for (String header : List.of("Bearer", "Bearer ", "Basic YTpi", "kcat_x")) {
            Answer answer = Http.send(Http.to(realm.url() + "/api-tokens" + path)
                    .header("Authorization", header)
                    .GET());
            assertThat(answer.status()).as(header).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate"))
                    .as(header)
                    .startsWith("Bearer realm=")
                    .contains("invalid_token");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"junk", "eyJhbGciOiJub25lIn0.e30."})
    void invalidAccessTokenIsRefused(String junk) {
        Answer answer = realm.accountWith(junk).get("");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
    }

    @Test
    void accessTokenInTheUrlIsRefused() {
        String url = realm.url() + "/api-tokens?access_token=" + realm.accessToken(ALICE);
        assertThat(Http.send(Http.to(url).GET()).status()).isEqualTo(401);
    }

    @Test
    void law8ApiTokenCannotUseTheAccountApi() {
        AccountApi breeding = realm.accountWith(alices.secret());
        assertThat(breeding.get("").status()).isEqualTo(403);
        assertThat(breeding.get("/options").status()).isEqualTo(403);
        assertThat(breeding.post(body().put("label", "child")).status()).isEqualTo(403);
        assertThat(breeding.revokeAll().status()).isEqualTo(403);
        assertThat(realm.introspection().isActive(alices.secret())).isTrue();
    }

    @Test
    void accessTokenForAnotherAudienceIsRefused() {
        assertThat(realm.accountWith(realm.accessToken("without-account", ALICE, "openid"))
                        .get("")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void lightweightAccessTokenIsWelcome() {
        assertThat(realm.accountWith(realm.accessToken("lightweight", ALICE, "openid"))
                        .get("")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void serviceAccountIsRefused() {
        String token = realm.token(
                Map.of("client_id", "robot", "client_secret", "robot-test-secret", "grant_type", "client_credentials"));
        assertThat(realm.accountWith(token).get("").status()).isEqualTo(403);
        assertThat(realm.accountWith(token).post(body().put("label", "robot")).status())
                .isEqualTo(403);
    }

    @Test
    void userWhoMayOnlyViewReadsAndChangesNothing(TestRealm own) {
        String id = own.account(BOB).mint("kept").id();
        own.leaveAccountRole(BOB, "view-profile");
        AccountApi bob = own.account(BOB);
        assertThat(bob.get("").status()).isEqualTo(200);
        assertThat(bob.get("/" + id).status()).isEqualTo(200);
        assertThat(bob.get("/options").status()).isEqualTo(200);
        assertThat(bob.post(body().put("label", "new")).status()).isEqualTo(403);
        assertThat(bob.put(id, body().put("label", "other")).status()).isEqualTo(403);
        assertThat(bob.delete("/" + id).status()).isEqualTo(403);
        assertThat(bob.revokeAll().status()).isEqualTo(403);
        assertThat(bob.labels("?status=active")).containsExactly("kept");
    }

    @Test
    void userWithOtherAccountRolesIsRefused(TestRealm own) {
        own.leaveAccountRole(BOB, "view-groups");
        assertThat(own.account(BOB).get("").status()).isEqualTo(403);
        assertThat(own.account(BOB).get("/options").status()).isEqualTo(403);
    }

    @Test
    void disabledRealmIsRefused(TestRealm own) {
        AccountApi alice = own.account(ALICE);
        own.changeRealm(representation -> representation.setEnabled(false));
        assertThat(alice.get("").status()).isEqualTo(403);
    }

    @Test
    void crossOriginRequestsFollowTheWebOriginsOfTheConsole() {
        Answer preflight = Http.send(Http.to(realm.url() + "/api-tokens")
                .header("Origin", CONSOLE_ORIGIN)
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", BodyPublishers.noBody()));
        assertThat(preflight.status()).isEqualTo(200);
        assertThat(preflight.header("Access-Control-Allow-Methods")).contains("POST", "PUT", "DELETE");
        assertThat(preflight.header("Access-Control-Allow-Headers")).contains("Authorization");
        assertThat(preflight.headers("Access-Control-Allow-Headers")).anyMatch("Idempotency-Key"::equals);

        AccountApi alice = realm.account(ALICE);
        Answer allowed = Http.send(alice.to("").header("Origin", CONSOLE_ORIGIN).GET());
        assertThat(allowed.status()).isEqualTo(200);
        assertThat(allowed.header("Access-Control-Allow-Origin")).isEqualTo(CONSOLE_ORIGIN);

        Answer refused = Http.send(alice.to("")
                .header("Origin", "https://evil.example.com")
                .POST(BodyPublishers.ofString("{\"label\":\"stolen\"}")));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(alice.labels("")).doesNotContain("stolen");
    }

    private static void assertSameRefusal(Answer foreign, Answer unknown) {
        assertThat(foreign.status()).isEqualTo(404).isEqualTo(unknown.status());
        assertThat(foreign.body()).isEqualTo(unknown.body());
    }
}
