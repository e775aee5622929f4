package io.apitokens.keycloak.tests.rest;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.Exchange;
import io.apitokens.keycloak.tests.fixture.endpoint.Exchange.Tokens;
import io.apitokens.keycloak.tests.fixture.endpoint.Introspection;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.http.RawHttp;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.EventRepresentation;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static io.apitokens.keycloak.tests.rest.SelfRotations.ALLOWED;
import static io.apitokens.keycloak.tests.rest.SelfRotations.assertRefused;
import static io.apitokens.keycloak.tests.rest.SelfRotations.key;
import static io.apitokens.keycloak.tests.rest.SelfRotations.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tests that an API token gives itself a new secret, where the policy allows that. */
@IntegrationTest
@Tag("database")
class SelfRotationIT {

    private final KeycloakUnderTest keycloak;
    private final TestRealm realm;
    private final Introspection api;
    private final Exchange gateway;
    private final SelfRotations itself;
    private AccountApi alice;

    SelfRotationIT(KeycloakUnderTest keycloak, TestRealm realm) {
        this.keycloak = keycloak;
        this.realm = realm;
        this.api = realm.introspection();
        this.gateway = realm.exchange();
        this.itself = new SelfRotations(realm);
    }

    @BeforeEach
    void noTokensAndAllowed() {
        realm.apiTokensAdmin().setPolicy(ALLOWED);
        realm.apiTokensAdmin().setPolicy(realm.clientId(NOTES), "{}");
        alice = realm.account(ALICE);
        alice.revokeAll();
    }

    @Test
    void givesItselfANewSecretAndLeavesTheRestAsItWas() {
        Minted minted = AccountApi.minted(
                alice.post("{\"label\":\"nightly job\",\"scopes\":[\"notes:read\"],\"lifetime\":86400}"));
        JsonNode before = alice.get("/" + minted.id()).json();
        Answer answer = itself.rotate(minted.secret());
        String secret = secret(answer);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(secret).matches("kcat_[0-9A-Za-z]{49}").isNotEqualTo(minted.secret());
        for (String field : List.of("id", "label", "clientId", "scopes", "status", "expiresTimestamp")) {
            assertThat(answer.json().get(field)).as(field).isEqualTo(before.get(field));
        }
        assertThat(api.of(secret).get("jti").asText()).isEqualTo(minted.id());
        assertThat(api.isActive(minted.secret())).as("the previous secret").isTrue();
        JsonNode rotation = answer.json().get("rotation");
        assertThat(rotation.get("graceEndsTimestamp").asLong()
                        - rotation.get("rotatedTimestamp").asLong())
                .isBetween(599_000L, 601_000L);
    }

    @Test
    void law8RotatesItselfAndMintsNothing() {
        Minted minted = alice.mint("nightly job");
        String secret = secret(itself.rotate(minted.secret()));
        assertThat(alice.labels("?status=active")).containsExactly("nightly job");
        assertThat(realm.accountWith(secret)
                        .post("/" + minted.id() + "/rotate", "{}")
                        .status())
                .isEqualTo(403);
        Minted sibling = alice.mint("sibling");
        assertThat(realm.accountWith(secret)
                        .post("/" + sibling.id() + "/rotate", "{}")
                        .status())
                .isEqualTo(403);
        assertThat(api.isActive(sibling.secret())).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'{}', '{}', apiTokenSelfRotationDisabled",
        "'{\"selfRotation\":false}', '{}', apiTokenSelfRotationDisabled",
        "'{}', '{\"selfRotation\":true}', apiTokenSelfRotationDisabled",
        "'{\"selfRotation\":true}', '{\"selfRotation\":false}', apiTokenSelfRotationDisabled",
        "'{\"selfRotation\":true,\"mintingEnabled\":false}', '{}', apiTokenMintingDisabled",
        "'{\"selfRotation\":true}', '{\"requiredRole\":\"realm-management.manage-users\"}', apiTokenRoleRequired"
    })
    void law10PolicyOfRealmAndClientRefusesAndNothingChanges(String ofRealm, String ofClient, String error) {
        Minted minted = alice.mint("nightly job");
        realm.apiTokensAdmin().setPolicy(ofRealm);
        realm.apiTokensAdmin().setPolicy(realm.clientId(NOTES), ofClient);
        assertRefused(itself.rotate(minted.secret()), 403, error);
        assertThat(alice.get("/" + minted.id()).json().has("rotation")).isFalse();
        assertThat(api.isActive(minted.secret())).isTrue();
    }

    @Test
    void stricterGracePeriodOfRealmAndClientApplies() {
        realm.apiTokensAdmin().setPolicy("{\"selfRotation\":true}");
        realm.apiTokensAdmin().setPolicy(realm.clientId(NOTES), "{\"selfRotationGracePeriod\":86400}");
        assertThat(grace(alice.mint("by the default of the realm"))).isBetween(3_599_000L, 3_601_000L);
        realm.apiTokensAdmin().setPolicy(realm.clientId(NOTES), "{\"selfRotationGracePeriod\":60}");
        assertThat(grace(alice.mint("by the rule of the client"))).isBetween(59_000L, 61_000L);
    }

    private long grace(Minted minted) {
        JsonNode rotation = itself.rotate(minted.secret()).json().get("rotation");
        return rotation.get("graceEndsTimestamp").asLong()
                - rotation.get("rotatedTimestamp").asLong();
    }

    @ParameterizedTest
    @ValueSource(strings = {"junk", "[]", "{\"gracePeriod\":0}", "{\"lifetime\":\"1\"}", "{\"label\":\"x\"}", "null"})
    void law10OtherBodyChangesNothing(String body) {
        Minted minted = alice.mint("nightly job");
        assertRefused(itself.send(minted.secret(), body, null), 400, "apiTokenInvalidBody");
        assertThat(alice.get("/" + minted.id()).json().has("rotation")).isFalse();
    }

    @Test
    void requestWithoutABodyIsEnough() {
        Minted minted = alice.mint("nightly job");
        Answer answer = Http.send(Http.to(realm.url() + "/api-tokens/self/rotate")
                .header("Authorization", "Bearer " + minted.secret())
                .POST(BodyPublishers.noBody()));
        assertThat(api.isActive(secret(answer))).isTrue();
    }

    @Test
    void law8DerivedTokenAndLoginRotateNothing() {
        Minted minted = alice.mint("nightly job");
        String jwt = jwt(minted.secret());
        assertThat(itself.rotate(jwt).status()).isEqualTo(401);
        assertThat(itself.rotate(realm.accessToken(ALICE)).status()).isEqualTo(401);
        assertThat(itself.rotate(null).status()).isEqualTo(401);
        assertThat(alice.get("/" + minted.id()).json().has("rotation")).isFalse();
    }

    @Test
    void endedTokenRotatesNothing() {
        Minted minted = alice.mint("nightly job");
        alice.revokeAll();
        assertThat(itself.rotate(minted.secret()).status()).isEqualTo(401);
        assertThat(alice.get("/" + minted.id()).json().has("rotation")).isFalse();
    }

    /** Otherwise a request that began before the end would bring the API token back to life. */
    @Test
    void tokenThatEndsWhileTheBodyIsOnItsWayRotatesNothing() {
        realm.apiTokensAdmin().setPolicy("{\"selfRotation\":true,\"selfRotationExpiry\":true}");
        Minted minted = AccountApi.minted(alice.post("{\"label\":\"expires\",\"lifetime\":60}"));
        keycloak.control().whileAhead(Duration.ZERO, () -> {
            RawHttp.Answer answer = new RawHttp(realm.url())
                    .postSlowly(
                            "/realms/" + realm.name() + "/api-tokens/self/rotate",
                            List.of("Authorization: Bearer " + minted.secret(), "Content-Type: application/json"),
                            "{\"lifetime\":86400}",
                            () -> keycloak.control().setClock(Duration.ofMinutes(2)));
            assertThat(answer.status()).as(answer.body()).isEqualTo(401);
            assertThat(api.isActive(minted.secret())).isFalse();
        });
    }

    @Test
    void tokenOfADisabledUserRotatesNothing(TestRealm own) {
        own.apiTokensAdmin().setPolicy(ALLOWED);
        String secret = own.account(ALICE).mint("nightly job").secret();
        own.changeUser(ALICE, user -> user.setEnabled(false));
        assertThat(own.accountWith(secret).post("/self/rotate", "{}").status()).isEqualTo(401);
    }

    @Test
    void expiryStaysUnlessThePolicyLetsTheTokenSetIt() {
        Minted minted = AccountApi.minted(alice.post("{\"label\":\"nightly job\",\"lifetime\":3600}"));
        for (String body : List.of("{\"lifetime\":86400}", "{\"expiresTimestamp\":4102444800000}")) {
            assertRefused(itself.send(minted.secret(), body, null), 403, "apiTokenSelfRotationExpiry");
        }
        realm.apiTokensAdmin().setPolicy("{\"selfRotation\":true,\"selfRotationExpiry\":true,\"maxLifetime\":172800}");
        assertRefused(itself.send(minted.secret(), "{\"lifetime\":172801}", null), 400, "apiTokenLifetimeTooLong");
        Answer answer = itself.send(minted.secret(), "{\"lifetime\":86400}", null);
        assertThat(answer.json().get("expiresTimestamp").asLong()
                        - answer.json().at("/rotation/rotatedTimestamp").asLong())
                .isBetween(86_399_000L, 86_401_000L);
        assertThat(api.of(secret(answer)).get("exp").asLong())
                .isEqualTo(answer.json().get("expiresTimestamp").asLong() / 1000);
    }

    @Test
    void replacedSecretThatRotatesRaisesTheAlarm() {
        Minted minted = alice.mint("stolen");
        String newest = secret(itself.rotate(minted.secret()));
        assertThat(api.isActive(minted.secret())).as("in its grace period").isTrue();
        assertRefused(itself.rotate(minted.secret()), 403, "apiTokenSecretReplaced");
        assertRefused(itself.send(minted.secret(), "{}", key()), 403, "apiTokenSecretReplaced");
        assertThat(api.isActive(newest)).isTrue();
        awaitAlarm(minted);
    }

    @Test
    void secretAfterItsGracePeriodRaisesTheAlarm() {
        Minted minted = alice.mint("stolen");
        itself.rotate(minted.secret());
        try {
            keycloak.control().setClock(Duration.ofMinutes(11));
            assertThat(itself.rotate(minted.secret()).status()).isEqualTo(401);
        } finally {
            keycloak.control().setClock(Duration.ZERO);
        }
        awaitAlarm(minted);
    }

    @Test
    void lostAnswerIsRepeatedWithTheSecretThatTheJobStillHas() {
        Minted minted = alice.mint("crashed job");
        String key = key();
        Tokens previous = gateway.withRefreshToken(minted.secret());
        String previousJwt = jwt(minted.secret());
        Answer first = itself.send(minted.secret(), "{}", key);
        String lost = secret(first);
        String lostJwt = jwt(lost);
        Answer second = itself.send(minted.secret(), "{}", key);
        String third = secret(itself.send(minted.secret(), "{}", key));
        assertThat(api.isActive(lost)).as("the secret of the lost answer").isFalse();
        assertThat(api.isActive(lostJwt)).as("what was derived with it").isFalse();
        assertThat(api.isActive(secret(second))).isFalse();
        assertThat(api.isActive(third)).isTrue();
        assertThat(api.isActive(minted.secret()))
                .as("still in its grace period")
                .isTrue();
        assertThat(second.json().at("/rotation/graceEndsTimestamp"))
                .as("a repetition does not make the grace period longer")
                .isEqualTo(first.json().at("/rotation/graceEndsTimestamp"));
        assertThat(api.isActive(previousJwt))
                .as("what was derived with the secret that the job has")
                .isTrue();
        assertThat(gateway.refresh(previous.refreshToken()).status()).isEqualTo(200);
        assertThat(alice.labels("?status=active")).containsExactly("crashed job");
        assertThat(itself.rotations(minted)).containsExactly("true", "true", null);
    }

    /** Otherwise a thief could repeat a rotation until the secret that was stolen is forgotten. */
    @Test
    void repetitionsWithoutEndRaiseTheAlarm() {
        Minted minted = alice.mint("stolen");
        String key = key();
        for (int request = 0; request <= 5; request++) {
            secret(itself.send(minted.secret(), "{}", key));
        }
        assertRefused(itself.send(minted.secret(), "{}", key), 403, "apiTokenSecretReplaced");
        awaitAlarm(minted);
        assertThat(api.isActive(minted.secret()))
                .as("still in its grace period")
                .isTrue();
    }

    @Test
    void replacedSecretIsRecognisedAfterHundredsOfRotations() {
        Minted minted = alice.mint("stolen");
        secret(itself.rotate(minted.secret()));
        keycloak.database()
                .update("update API_TOKEN set SECRET_NUMBER = 500, PREVIOUS_SECRET_NUMBER = 499, GRACE_TIMESTAMP = 1"
                        + " where ID = '" + minted.id() + "'");
        secret(alice.post("/" + minted.id() + "/rotate", "{}"));
        assertThat(itself.rotate(minted.secret()).status()).isEqualTo(401);
        awaitAlarm(minted);
    }

    /** A lock by brute force detection, which anybody can cause, must not hide the alarm. */
    @Test
    void refusalByThePolicyHidesNoAlarm() {
        Minted minted = alice.mint("stolen");
        secret(itself.rotate(minted.secret()));
        realm.apiTokensAdmin().setPolicy("{\"selfRotation\":true,\"mintingEnabled\":false}");
        assertRefused(itself.rotate(minted.secret()), 403, "apiTokenSecretReplaced");
        awaitAlarm(minted);
    }

    @Test
    void secretOfTheLostAnswerRaisesTheAlarm() {
        Minted minted = alice.mint("crashed job");
        String key = key();
        String lost = secret(itself.send(minted.secret(), "{}", key));
        secret(itself.send(minted.secret(), "{}", key));
        assertThat(itself.rotate(lost).status()).isEqualTo(401);
        awaitAlarm(minted);
    }

    @Test
    void law10KeyOfAnotherRequestRepeatsNothing() {
        realm.apiTokensAdmin().setPolicy("{\"selfRotation\":true,\"selfRotationExpiry\":true}");
        Minted minted = alice.mint("job");
        String key = key();
        String newest = secret(itself.send(minted.secret(), "{\"lifetime\":3600}", key));
        assertRefused(itself.send(minted.secret(), "{\"lifetime\":7200}", key), 400, "apiTokenIdempotencyKeyReused");
        assertRefused(itself.send(newest, "{\"lifetime\":3600}", key), 409, "apiTokenAlreadyRotated");
        assertRefused(itself.send(newest, "{}", "two words"), 400, "apiTokenIdempotencyKeyInvalid");
        assertThat(api.isActive(newest)).isTrue();
    }

    /** A rotation by the user is no lost answer of the job, even if the keys are the same. */
    @Test
    void rotationByTheUserIsNotRepeated() {
        Minted minted = alice.mint("job");
        String key = key();
        String newest = secret(Http.send(alice.to("/" + minted.id() + "/rotate")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString("{\"gracePeriod\":600}"))));
        assertThat(itself.send(minted.secret(), "{}", key).status()).isEqualTo(400);
        assertRefused(itself.send(minted.secret(), "{}", key()), 403, "apiTokenSecretReplaced");
        assertThat(api.isActive(newest)).isTrue();
        awaitAlarm(minted);
    }

    /** Nobody who has the previous secret can undo the rotation by a person. */
    @Test
    void rotationByTheUserWithinTheGracePeriodEndsTheRepetitions() {
        Minted minted = alice.mint("job");
        String key = key();
        secret(itself.send(minted.secret(), "{}", key));
        String newest = secret(alice.post("/" + minted.id() + "/rotate", "{\"keepGracePeriod\":true}"));
        assertRefused(itself.send(minted.secret(), "{}", key), 403, "apiTokenSecretReplaced");
        assertThat(List.of(minted.secret(), newest)).allMatch(api::isActive);
        awaitAlarm(minted);
    }

    @Test
    void rotationWithinTheGracePeriodIsForLaterAndHidesNoAlarm() {
        Minted minted = alice.mint("stolen");
        String thief = secret(itself.rotate(minted.secret()));
        itself.rotate(minted.secret());
        awaitAlarm(minted);
        Answer refused = itself.rotate(thief);
        assertRefused(refused, 429, "apiTokenRotatedRecently");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(500, 601);
        keycloak.control().whileAhead(Duration.ofMinutes(11), () -> {
            String again = secret(itself.rotate(thief));
            assertThat(realm.introspection().isActive(again)).isTrue();
        });
        assertThat(alice.get("/" + minted.id())
                        .json()
                        .at("/rotation/lateUse/address")
                        .asText())
                .isEqualTo("127.0.0.1");
    }

    @Test
    void eventNamesTheTokenAndNoSecret() {
        Minted minted = alice.mint("audited");
        String secret = secret(itself.rotate(minted.secret()));
        EventRepresentation event =
                realm.admin().getEvents(List.of("UPDATE_CREDENTIAL"), null, null, null, null, null, null, null).stream()
                        .filter(each -> minted.id().equals(each.getDetails().get("api_token_id")))
                        .filter(each -> "rotate".equals(each.getDetails().get("action")))
                        .findFirst()
                        .orElseThrow();
        assertThat(event.getUserId()).isEqualTo(realm.userId(ALICE));
        assertThat(event.getClientId()).isEqualTo(NOTES);
        assertThat(event.getDetails())
                .containsAllEntriesOf(Map.of("api_token_actor", "api_token", "api_token_label", "audited"));
        assertThat(event.getDetails().toString()).doesNotContain(secret, minted.secret());
    }

    private void awaitAlarm(Minted minted) {
        await().untilAsserted(() -> assertThat(itself.alarms()).contains(minted.id()));
        assertThat(alice.get("/" + minted.id())
                        .json()
                        .at("/rotation/lateUse/address")
                        .asText())
                .isEqualTo("127.0.0.1");
    }

    private String jwt(String secret) {
        return realm.exchange().of(secret).json().get("access_token").asText();
    }
}
