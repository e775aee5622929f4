package io.apitokens.keycloak.tests.forward;

import java.util.List;

import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.http.RawHttp;
import io.apitokens.keycloak.tests.fixture.realm.ForwardAuth;
import io.apitokens.keycloak.tests.fixture.realm.ForwardAuth.Answer;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.realm.TrustingRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.GATEWAY;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES_API;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests attacks of end clients, and of admins of clients, on forward authentication. */
@IntegrationTest
class VerifyAttackIT {

    private final TestRealm realm;
    private final ForwardAuth proxy;
    private Minted minted;

    VerifyAttackIT(TestRealm realm) {
        this.realm = realm;
        this.proxy = ForwardAuth.of(realm);
    }

    @BeforeAll
    void mint() {
        minted = realm.account(ALICE).mint("attacked", "notes:read");
    }

    /** A proxy cannot prove that the end client has the key. */
    @Test
    void tokenThatIsBoundToAKeyIsRefused(TestRealm own) {
        own.changeClient(
                GATEWAY,
                client -> client.setProtocolMappers(
                        List.of(TrustingRealm.hardcoded("cnf.jkt", "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"))));
        String secret = own.account(ALICE).mint("bound", "notes:read").secret();
        String bound = own.exchange().withRefreshToken(secret).jwt();
        assertThat(own.introspection().of(bound).at("/cnf/jkt").isMissingNode()).isFalse();
        assertThat(ForwardAuth.of(own).bearer(bound).status()).isEqualTo(401);
        assertThat(ForwardAuth.of(own)
                        .with("Authorization: DPoP " + bound)
                        .send()
                        .status())
                .isEqualTo(401);
        assertThat(ForwardAuth.of(own).bearer(secret).status()).isEqualTo(200);
    }

    @Test
    void requestWithoutAHostGetsAPreciseError() {
        RawHttp.Answer answer = new RawHttp(realm.url())
                .sendWithoutHost("/realms/" + realm.name() + "/api-tokens/verify?client_id=notes-api");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("invalid_request", "Host");
    }

    @Test
    void headersBeyondWhatKeycloakReadsOpenNothing() {
        String tooLong = "x".repeat(100_000);
        assertThat(proxy.with("X-Long: " + tooLong).send().status()).isIn(400, 401, 431);
        assertThat(proxy.bearer(minted.secret() + tooLong).status()).isIn(400, 401, 431);
    }

    @Test
    void headerValuesAreVisibleAscii(TestRealm own) {
        own.addTokenClient("nötes\u2028 100%", "notes:read");
        own.addAudience("nötes\u2028 100%", NOTES_API);
        AccountApi user = own.account(ALICE);
        Minted strange = AccountApi.minted(
                user.post(AccountApi.body().put("label", "ä: b").put("clientId", "nötes\u2028 100%")));
        Answer answer = ForwardAuth.of(own).bearer(strange.secret());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Api-Token-Client")).isEqualTo("n%C3%B6tes%E2%80%A8%20100%25");
    }

    @Test
    void disabledRealmIsClosed(TestRealm own) {
        String secret = own.account(ALICE).mint("x").secret();
        own.changeRealm(settings -> settings.setEnabled(false));
        assertThat(ForwardAuth.of(own).bearer(secret).status()).isEqualTo(403);
    }

    /** Keycloak refuses such paths itself. A proxy whose clients send them gives the path in the query. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a/../../self",
                "/..",
                "/a//b",
                "/a;b",
                "/%2e%2e/self",
                "/..;/self",
                ";a",
                "/a/./b",
                "/a%2fb",
                "/a%0ab",
                "/a%0d%0ab"
            })
    void unusualPathBelowOpensNothing(String below) {
        ForwardAuth bearer = proxy.with("Authorization: Bearer " + minted.secret());
        Answer answer = bearer.send("GET", below, "");
        assertThat(answer.status()).as(answer.body()).isIn(200, 400, 404);
        assertThat(answer.body()).doesNotContain(minted.id());
        assertThat(proxy.send("GET", below, "").status()).isIn(400, 401, 404);
        assertThat(bearer.asking("client_id=notes-api&uri=" + below + "?a[]=b&scope=x&client_id=y")
                        .send()
                        .status())
                .isEqualTo(200);
    }
}
