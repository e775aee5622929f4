package io.apitokens.keycloak.tests.oauth;

import java.util.List;
import java.util.Map;

import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.Revocation;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.EventRepresentation;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES_API;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES_API_SECRET;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests revocation by clients. Names of tests have the section of RFC 7009. */
@IntegrationTest
@Tag("compatibility")
class RevocationIT {

    private static final String INVALID_TOKEN = "{\"error\":\"invalid_token\",\"error_description\":\"Invalid token\"}";

    private final TestRealm realm;
    private AccountApi alice;

    RevocationIT(TestRealm realm) {
        this.realm = realm;
    }

    @BeforeEach
    void noTokens() {
        alice = realm.account(ALICE);
        alice.revokeAll();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "access_token", "refresh_token", "nope"})
    void section21ClientOfTheTokenEndsItAtOnceWithAnyHint(String hint) {
        String secret = alice.mint("ended").secret();
        Answer answer = realm.revocation()
                .revoke(hint.isEmpty() ? Map.of("token", secret) : Map.of("token", secret, "token_type_hint", hint));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(realm.introspection().of(secret)).hasToString("{\"active\":false}");
    }

    @Test
    void section21OnlyThatTokenEnds() {
        Minted ended = alice.mint("ended");
        Minted sibling = alice.mint("sibling");
        realm.revocation().revoke(ended.secret());
        assertThat(realm.introspection().isActive(sibling.secret())).isTrue();
        assertThat(alice.get("/" + ended.id()).json().get("revokedBy").asText()).isEqualTo("client");
    }

    @Test
    void section21AnotherClientIsRefusedAndTheTokenLives() {
        String secret = alice.mint("kept").secret();
        Answer answer = realm.revocation(NOTES_API, NOTES_API_SECRET).revoke(secret);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("error").asText()).isEqualTo("invalid_request");
        assertThat(realm.introspection().isActive(secret)).isTrue();
    }

    @Test
    void section21ClientMustAuthenticate() {
        realm.changeClient(NOTES, client -> {
            client.setPublicClient(false);
            client.setSecret("notes-test-secret");
        });
        String secret = alice.mint("kept").secret();
        Answer answer = realm.revocation().revoke(secret);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(realm.introspection().isActive(secret)).isTrue();
        assertThat(realm.revocation(NOTES, "notes-test-secret").revoke(secret).status())
                .isEqualTo(200);
        realm.changeClient(NOTES, client -> client.setPublicClient(true));
    }

    @Test
    void section22UnknownEndedForeignAndMalformedTokensAreAnsweredAlike(TestRealm other) {
        String ended = alice.mint("ended").secret();
        alice.revokeAll();
        String foreign = other.account(ALICE).mint("elsewhere").secret();
        for (Revocation caller : List.of(realm.revocation(), realm.revocation(NOTES_API, NOTES_API_SECRET))) {
            for (String token : List.of(
                    ended, foreign, "kcat_00000000000000000000000000000000000000000000u2SrQ", "kcat_junk", "junk")) {
                Answer answer = caller.revoke(token);
                assertThat(answer.status()).as(token).isEqualTo(200);
                assertThat(answer.body()).as(token).isEqualTo(INVALID_TOKEN);
            }
        }
        assertThat(other.introspection().isActive(foreign)).isTrue();
    }

    @Test
    void section21TokenMustBeThere() {
        assertThat(realm.revocation().revoke(Map.of()).json().get("error").asText())
                .isEqualTo("invalid_request");
    }

    @Test
    void revocationIsAnEventOfTheClientAndOfTheCredential(TestRealm own) {
        Minted minted = own.account(ALICE).mint("audited");
        own.revocation().revoke(minted.secret());
        List<EventRepresentation> events = own.admin()
                .getEvents(List.of("REVOKE_GRANT", "REMOVE_CREDENTIAL"), null, null, null, null, null, null, null);
        assertThat(events)
                .extracting(EventRepresentation::getType)
                .containsExactlyInAnyOrder("REVOKE_GRANT", "REMOVE_CREDENTIAL");
        assertThat(events).allSatisfy(event -> {
            assertThat(event.getClientId()).isEqualTo(NOTES);
            assertThat(event.getUserId()).isEqualTo(own.userId(ALICE));
            assertThat(event.getDetails()).containsEntry("api_token_id", minted.id());
            assertThat(event.getDetails().toString()).doesNotContain(minted.secret());
        });
    }
}
