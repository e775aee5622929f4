package io.apitokens.keycloak.tests.oauth;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.Exchange;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.ForwardAuth;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.EventRepresentation;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.CONSOLE;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a secret in the wrong parameter is refused before Keycloak writes it down. {@link
 * io.apitokens.keycloak.tests.fixture.server.SharedServer} checks the log after each class.
 */
@IntegrationTest
class MisplacedSecretIT {

    private static final String MINTED = "urn:apitokens:token-type:api-token";

    private final TestRealm realm;
    private final AccountApi alice;

    MisplacedSecretIT(TestRealm realm) {
        this.realm = realm;
        this.alice = realm.account(ALICE);
        realm.allowMintingExchange(CONSOLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scope", "audience", "resource", "requested_token_type", "requested_subject"})
    void law7ExchangeWithASecretInAnotherParameterIsRefused(String parameter) {
        String secret = alice.mint("exchanged " + parameter).secret();
        assertRefused(realm.exchange().of(secret, Map.of(parameter, "notes:read " + secret)), secret);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x%s", "%s_", "%%20%s"})
    void law7SecretWithinAWordIsRefused(String scope) {
        String secret = alice.mint("glued " + scope).secret();
        assertRefused(realm.exchange().of(secret, Map.of("scope", scope.formatted(secret))), secret);
    }

    @Test
    void law7RefreshWithASecretAsScopeIsRefused() {
        String secret = alice.mint("refreshed").secret();
        Exchange gateway = realm.exchange();
        String refreshToken = gateway.withRefreshToken(secret).refreshToken();
        assertRefused(gateway.refresh(refreshToken, secret), secret);
        assertThat(gateway.refresh(refreshToken).status()).isEqualTo(200);
    }

    @Test
    void law7ForwardAuthenticationRepeatsNoSecret() {
        String secret = alice.mint("forwarded").secret();
        ForwardAuth proxy = ForwardAuth.of(realm);
        List<ForwardAuth.Answer> answers = List.of(
                proxy.asking("client_id=notes-api&scope=" + secret).bearer(secret),
                proxy.asking("client_id=" + secret).bearer(secret),
                ForwardAuth.at(realm).as(secret, "x").bearer(secret));
        for (ForwardAuth.Answer answer : answers) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
            assertThat(answer.raw().toString()).doesNotContain(secret);
        }
    }

    @Test
    void law7DiagnosisRepeatsNoSecret() {
        Minted minted = alice.mint("diagnosed");
        Answer answer = realm.apiTokensAdmin()
                .post(
                        "/diagnose",
                        "{\"id\":\"%s\",\"api\":\"notes-api\",\"scope\":\"%s\"}"
                                .formatted(minted.id(), minted.secret()));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("apiTokenTextHasSecret").doesNotContain(minted.secret());
    }

    @ParameterizedTest
    @ValueSource(strings = {"scope", "audience", "resource", "api_token_lifetime", "api_token_label"})
    void law7MintingWithASecretInAParameterIsRefused(String parameter) {
        String secret = alice.mint("minted " + parameter).secret();
        Exchange console = new Exchange(realm.url(), Map.of("client_id", CONSOLE));
        Map<String, String> form = new HashMap<>(Map.of("requested_token_type", MINTED, "api_token_label", "new"));
        form.put(parameter, secret);
        assertRefused(console.of(realm.accessToken(ALICE), form), secret);
    }

    private void assertRefused(Answer answer, String secret) {
        assertThat(answer.status()).as(answer.body()).isIn(400, 401);
        assertThat(answer.body()).doesNotContain(secret);
        List<EventRepresentation> events = realm.admin().getEvents();
        assertThat(events).as("the events of minting, at least").isNotEmpty();
        assertThat(events.stream().map(event -> "" + event.getClientId() + event.getDetails()))
                .noneMatch(event -> event.contains(secret));
    }
}
