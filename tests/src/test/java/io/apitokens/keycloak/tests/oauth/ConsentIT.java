package io.apitokens.keycloak.tests.oauth;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.Exchange;
import io.apitokens.keycloak.tests.fixture.endpoint.Exchange.Tokens;
import io.apitokens.keycloak.tests.fixture.endpoint.MintedSecrets;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.Consent;
import io.apitokens.keycloak.tests.fixture.realm.RealmLogins;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.representations.idm.EventRepresentation;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.GATEWAY;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Tests laws 2 and 5: an API token that a client had minted ends with the consent of its user. */
@IntegrationTest
class ConsentIT {

    private static final String CLI = "test-cli";
    private static final String OTHER_CLI = "other-cli";
    private static final String API_TOKEN = "urn:apitokens:token-type:api-token";

    private TestRealm realm;
    private Exchange gateway;

    /** The person who withdraws the consent of a user to a client. */
    private interface Withdrawal extends BiConsumer<TestRealm, String> {}

    static Stream<Arguments> withdrawals() {
        Withdrawal byUser = (own, client) ->
                assertThat(new Consent(own, ALICE, client).withdraw().status()).isEqualTo(204);
        Withdrawal byAdmin = (own, client) -> own.user(ALICE).revokeConsent(client);
        return Stream.of(arguments("account REST", byUser), arguments("admin REST", byAdmin));
    }

    @BeforeEach
    void letTwoClientsMint(TestRealm own) {
        realm = own;
        gateway = own.exchange();
        for (String client : List.of(CLI, OTHER_CLI)) {
            own.addTokenClient(client, "notes:read", "notes:write");
            own.allowMintingExchange(client);
            own.addAudience(client, NOTES);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("withdrawals")
    void law2WithdrawnConsentEndsWhatTheClientHadMintedAndAllThatWasMadeFromIt(String name, Withdrawal withdrawal) {
        JsonNode login = login(CLI, ALICE);
        Minted minted = minted(CLI, login, NOTES);
        Tokens tokens = gateway.withRefreshToken(minted.secret());
        new Consent(realm, ALICE, CLI).require();
        assertThat(realm.introspection().isActive(minted.secret())).isTrue();

        withdrawal.accept(realm, CLI);

        assertThat(realm.introspection().isActive(minted.secret())).isFalse();
        assertThat(realm.introspection().isActive(tokens.jwt())).isFalse();
        assertThat(gateway.refresh(tokens.refreshToken()).status()).isEqualTo(400);
        assertThat(realm.publicExchange(CLI)
                        .refresh(login.get("refresh_token").asText())
                        .status())
                .isEqualTo(400);
        JsonNode ended = realm.account(ALICE).get("/" + minted.id()).json();
        assertThat(ended.get("status").asText()).isEqualTo("revoked");
        assertThat(ended.get("revokedReason").asText()).isEqualTo("consent_withdrawn");
        assertThat(ended.has("revokedBy")).isFalse();
        assertThat(revocations()).singleElement().satisfies(event -> {
            assertThat(event.getUserId()).isEqualTo(realm.userId(ALICE));
            assertThat(event.getDetails())
                    .containsEntry("api_token_id", minted.id())
                    .containsEntry("reason", "consent_withdrawn")
                    .containsEntry("action", "revoke")
                    .containsEntry("refresh_tokens", "1");
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("withdrawals")
    void law2WithdrawnConsentToTheTokenClientEndsWhatOtherClientsHadMintedForIt(String name, Withdrawal withdrawal) {
        Minted minted = minted(CLI, login(CLI, ALICE), NOTES);
        new Consent(realm, ALICE, NOTES).require();
        withdrawal.accept(realm, NOTES);
        assertThat(realm.introspection().isActive(minted.secret())).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("withdrawals")
    void law5ClientWithoutConsentLosesWhatItHasOfAnApiToken(String name, Withdrawal withdrawal) {
        Minted minted = AccountApi.minted(realm.account(ALICE)
                .post(AccountApi.body().put("label", "exchanged").put("clientId", NOTES)));
        Tokens tokens = gateway.withRefreshToken(minted.secret());
        new Consent(realm, ALICE, GATEWAY).require("notes:read");
        assertThat(realm.introspection().isActive(tokens.jwt())).isTrue();
        withdrawal.accept(realm, GATEWAY);
        realm.changeClient(GATEWAY, client -> client.setConsentRequired(false));
        // Within this second, Keycloak accepts tokens of the earlier session of the client as tokens of the new
        // session.
        Tokens anew = gateway.withRefreshToken(minted.secret());
        assertThat(realm.introspection().isActive(tokens.jwt())).isFalse();
        assertThat(gateway.refresh(tokens.refreshToken()).status()).isEqualTo(400);
        assertThat(gateway.refresh(anew.refreshToken()).status()).isEqualTo(200);
        assertThat(realm.introspection().isActive(minted.secret())).isTrue();
    }

    @Test
    void withdrawnConsentLeavesAllOthersAlone() {
        Minted own = AccountApi.minted(realm.account(ALICE)
                .post(AccountApi.body().put("label", "self-minted").put("clientId", CLI)));
        Minted bobs = minted(CLI, login(CLI, BOB), NOTES);
        Minted ofAnotherClient = minted(OTHER_CLI, login(OTHER_CLI, ALICE), NOTES);
        new Consent(realm, ALICE, CLI).require();
        realm.user(ALICE).revokeConsent(CLI);
        assertThat(Stream.of(own, bobs, ofAnotherClient).map(Minted::secret)).allMatch(realm.introspection()::isActive);
        assertThat(revocations()).isEmpty();
    }

    private JsonNode login(String client, String username) {
        return realm.tokens(RealmLogins.login(client, username, "openid notes:read"));
    }

    private Minted minted(String client, JsonNode login, String audience) {
        Answer answer = realm.publicExchange(client)
                .of(
                        login.get("access_token").asText(),
                        Map.of(
                                "requested_token_type", API_TOKEN,
                                "api_token_label", "minted by " + client,
                                "audience", audience));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        String secret = answer.json().get("access_token").asText();
        MintedSecrets.remember(secret);
        return new Minted(
                realm.accountWith(secret).get("/self").json().get("id").asText(), secret);
    }

    private List<EventRepresentation> revocations() {
        return realm.admin().getEvents(List.of("REMOVE_CREDENTIAL"), null, null, null, null, null, null, null);
    }
}
