package io.apitokens.keycloak.tests.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests the endpoint with which an API token manages itself, and the errors of RFC 6750. */
@IntegrationTest
@Tag("compatibility")
class SelfIT {

    private final TestRealm realm;
    private AccountApi alice;

    SelfIT(TestRealm realm) {
        this.realm = realm;
    }

    @BeforeEach
    void noTokens() {
        alice = realm.account(ALICE);
        alice.revokeAll();
    }

    @Test
    void looksAtItself() {
        Minted minted = alice.mint("me", "notes:read");
        // Read before, because the last use is written soon after.
        JsonNode described = alice.get("/" + minted.id()).json();
        Answer answer = realm.accountWith(minted.secret()).get("/self");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.json()).isEqualTo(described);
        assertThat(answer.body()).doesNotContain(minted.secret());
    }

    @Test
    void endsItselfAndNoOther() {
        Minted minted = alice.mint("me");
        Minted sibling = alice.mint("sibling");
        assertThat(realm.accountWith(minted.secret()).delete("/self").json())
                .hasToString("{\"revoked\":1,\"refreshTokens\":0}");
        assertThat(realm.introspection().isActive(minted.secret())).isFalse();
        assertThat(realm.introspection().isActive(sibling.secret())).isTrue();
        JsonNode token = alice.get("/" + minted.id()).json();
        assertThat(token.get("status").asText()).isEqualTo("revoked");
        assertThat(realm.accountWith(minted.secret()).delete("/self").status()).isEqualTo(401);
    }

    @Test
    void section3NoErrorCodeWhereNoCredentialsCame() {
        Answer answer = realm.accountWith(null).get("/self");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"%s\"".formatted(realm.name()));
    }

    @Test
    void section23TokenInTheUrlIsNone() {
        String secret = alice.mint("me").secret();
        String url = realm.url() + "/api-tokens/self?access_token=" + secret;
        assertThat(Http.send(Http.to(url).DELETE()).status()).isEqualTo(401);
        assertThat(realm.introspection().isActive(secret)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"junk", "kcat_00000000000000000000000000000000000000000000u2SrQ"})
    void section31InvalidTokenIsNamed(String junk) {
        assertInvalid(realm.accountWith(junk).get("/self"));
        assertInvalid(realm.accountWith(junk).delete("/self"));
    }

    @Test
    void jwtIsNoApiToken() {
        assertInvalid(realm.accountWith(realm.accessToken(ALICE)).get("/self"));
    }

    @Test
    void tokenOfAnotherRealmIsInvalid(TestRealm other) {
        String foreign = other.account(ALICE).mint("elsewhere").secret();
        assertInvalid(realm.accountWith(foreign).get("/self"));
        assertInvalid(realm.accountWith(foreign).delete("/self"));
        assertThat(other.introspection().isActive(foreign)).isTrue();
    }

    @Test
    void disabledUsersTokenIsInvalid(TestRealm own) {
        String secret = own.account(ALICE).mint("me").secret();
        own.changeUser(ALICE, user -> user.setEnabled(false));
        assertInvalid(own.accountWith(secret).get("/self"));
    }

    private static void assertInvalid(Answer answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).endsWith("error=\"invalid_token\"");
        assertThat(answer.json().get("error").asText()).isEqualTo("invalid_token");
    }
}
