package io.apitokens.keycloak.tests.doors;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.Exchange;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.RealmLogins;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.EventRepresentation;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.GATEWAY;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests API tokens as bearer tokens (RFC 6750) of Keycloak's own endpoints, as far as their scope goes and no further.
 */
@IntegrationTest
@Tag("compatibility")
class BearerIT {

    private final KeycloakUnderTest keycloak;
    private final TestRealm realm;
    private final Exchange gateway;

    BearerIT(KeycloakUnderTest keycloak, TestRealm realm) {
        this.keycloak = keycloak;
        this.realm = realm;
        this.gateway = realm.exchange();
    }

    @BeforeAll
    void scopes() {
        realm.addOpenIdScope(NOTES);
        realm.client(NOTES).addOptionalClientScope(realm.scopeId("email"));
        realm.addAccountScope(NOTES, GATEWAY);
        realm.addAdminScope(ALICE, NOTES, GATEWAY);
    }

    @Test
    void userInfoAnswersWithinTheScope() {
        Answer answer = realm.userInfo(mint("openid", "email"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().get("sub").asText()).isEqualTo(realm.userId(ALICE));
        assertThat(answer.json().get("email").asText()).isEqualTo("alice@example.com");
        assertThat(realm.userInfo(mint("openid")).json().has("email")).isFalse();
    }

    @Test
    void userInfoWantsTheOpenIdScope() {
        Answer answer = realm.userInfo(mint("email"));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("WWW-Authenticate")).contains("insufficient_scope");
    }

    @Test
    void endedTokenIsRefusedAtOnce() {
        Minted minted = realm.account(ALICE).mint("ended", "openid");
        assertThat(realm.userInfo(minted.secret()).status()).isEqualTo(200);
        realm.account(ALICE).delete("/" + minted.id());
        Answer answer = realm.userInfo(minted.secret());
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains("invalid_token");
    }

    @Test
    void tokenOfAnotherRealmIsRefused(TestRealm other) {
        assertThat(other.userInfo(mint("openid")).status()).isEqualTo(401);
        assertThat(other.account("/", mint("account")).status()).isEqualTo(401);
    }

    @Test
    void section23TokenInTheUrlIsRefused() {
        assertThat(Http.send(Http.to(realm.url() + "/protocol/openid-connect/userinfo?access_token=" + mint("openid"))
                                .GET())
                        .status())
                .isEqualTo(401);
    }

    @Test
    void accountRestWantsAudienceAndRole() {
        assertThat(realm.account("/", mint("account")).json().get("username").asText())
                .isEqualTo(ALICE);
        assertThat(realm.account("/sessions/devices", mint("account")).status()).isEqualTo(200);
        assertThat(realm.account("/", mint("openid")).status()).isEqualTo(401);
    }

    @Test
    void law8CredentialsCannotBeChangedAtAccountRest() {
        JsonNode password = null;
        for (JsonNode type :
                realm.account("/credentials", realm.accessToken(ALICE)).json()) {
            if (type.get("type").asText().equals("password")) {
                password = type.get("userCredentialMetadatas").get(0).get("credential");
            }
        }
        assertThat(password).isNotNull();
        Minted minted = realm.account(ALICE).mint("with account", "account");
        String jwt = gateway.withRefreshToken(minted.secret()).jwt();
        for (String bearer : List.of(minted.secret(), jwt)) {
            for (String path : List.of(
                    "/credentials/",
                    "//credentials//",
                    "/v1/credentials/",
                    "/credentials;x=1/",
                    "/%63redentials/",
                    "/credentials%2F")) {
                Answer answer = Http.send(json(
                                realm.url() + "/account" + path
                                        + password.get("id").asText() + "/label",
                                bearer)
                        .PUT(BodyPublishers.ofString("\"mine now\"")));
                assertThat(answer.status()).as(path).isIn(400, 401, 404);
            }
            Answer answer = Http.send(json(
                            realm.url() + "/account/credentials/"
                                    + password.get("id").asText(),
                            bearer)
                    .DELETE());
            assertThat(answer.status()).isEqualTo(401);
            EventRepresentation event = realm.admin()
                    .getEvents(List.of("UPDATE_CREDENTIAL_ERROR"), null, null, null, null, null, 0, 1)
                    .get(0);
            assertThat(event.getError()).isEqualTo("not_allowed");
            assertThat(event.getDetails()).containsEntry("api_token_id", minted.id());
        }
        assertThat(realm.account("/credentials", realm.accessToken(ALICE)).body())
                .doesNotContain("mine now");
    }

    @Test
    void lightweightJwtsStayWithinTheScopeAtAccountRest(TestRealm own) {
        own.addAccountScope(NOTES, GATEWAY);
        own.changeClient(GATEWAY, client -> {
            client.setFullScopeAllowed(true);
            client.getAttributes().put("client.use.lightweight.access.token.enabled", "true");
        });
        String narrow = own.exchange()
                .withRefreshToken(
                        own.account(ALICE).mint("narrow", "notes:read").secret())
                .jwt();
        String wide = own.exchange()
                .withRefreshToken(own.account(ALICE).mint("wide", "account").secret())
                .jwt();
        assertThat(own.account("/", narrow).status()).isIn(401, 403);
        assertThat(own.account("/", wide).status()).isEqualTo(200);
    }

    @Test
    void adminRestIsClosedToApiTokensByDefault() {
        assertThat(adminUsers(mint("admin")).status()).isEqualTo(401);
    }

    @Test
    void adminRestIsClosedToDerivedTokensByDefault() {
        assertThat(adminUsers(gateway.withRefreshToken(mint("admin")).jwt()).status())
                .isEqualTo(401);
    }

    @Test
    void ordinaryTokensMayStillChangeCredentials(TestRealm own) {
        own.user(BOB).resetPassword(password("bob-demo-password"));
        assertThat(own.tokens(RealmLogins.login(TestRealm.CONSOLE, BOB, "openid")))
                .isNotNull();
    }

    private static CredentialRepresentation password(String value) {
        CredentialRepresentation password = new CredentialRepresentation();
        password.setType("password");
        password.setValue(value);
        return password;
    }

    private String mint(String... scopes) {
        return realm.account(ALICE).mint("token " + UUID.randomUUID(), scopes).secret();
    }

    private Answer adminUsers(String bearer) {
        return Http.send(json(keycloak.url() + "/admin/realms/" + realm.name() + "/users", bearer)
                .GET());
    }

    private static HttpRequest.Builder json(String url, String bearer) {
        return Http.to(url)
                .header("Authorization", "Bearer " + bearer)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json");
    }
}
