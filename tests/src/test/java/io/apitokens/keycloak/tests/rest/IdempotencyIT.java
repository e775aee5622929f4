package io.apitokens.keycloak.tests.rest;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.MintedSecrets;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.EventRepresentation;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Repetitions of requests to mint and to rotate, whose first answer may be lost. */
@IntegrationTest
@Tag("database")
class IdempotencyIT {

    private static final String CI = "{\"label\":\"CI pipeline\"}";

    private final TestRealm realm;
    private AccountApi alice;

    IdempotencyIT(TestRealm realm) {
        this.realm = realm;
    }

    @BeforeEach
    void noTokensAndNoRules() {
        realm.apiTokensAdmin().setPolicy("{}");
        alice = realm.account(ALICE);
        alice.revokeAll();
    }

    @Test
    void repeatedMintNamesTheTokenAndMintsNothing() {
        Minted minted = AccountApi.minted(post(alice, "", CI, "mint-1"));
        for (String body : List.of(CI, "{ \"lifetime\": null, \"label\": \"CI pipeline\" }")) {
            Answer again = post(alice, "", body, "mint-1");
            assertThat(again.status()).isEqualTo(409);
            assertThat(again.json())
                    .hasToString(
                            "{\"errorMessage\":\"apiTokenAlreadyMinted\",\"params\":[\"%s\"]}".formatted(minted.id()));
        }
        assertThat(alice.labels("?status=active")).containsExactly("CI pipeline");
        assertThat(realm.introspection().isActive(minted.secret())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"label\":\"another\"}", "{\"label\":\"CI pipeline\",\"scopes\":[]}", "{}"})
    void law10KeyOfAnotherMintIsRefused(String body) {
        String key = "mint-5-" + body.length();
        Minted minted = AccountApi.minted(post(alice, "", CI, key));
        Answer other = post(alice, "", body, key);
        assertThat(other.status()).isEqualTo(400);
        assertThat(other.json())
                .hasToString("{\"field\":\"Idempotency-Key\",\"errorMessage\":\"apiTokenIdempotencyKeyReused\","
                        + "\"params\":[\"%s\"]}".formatted(minted.id()));
        assertThat(alice.labels("?status=active")).containsExactly("CI pipeline");
    }

    @Test
    void repeatedMintIsRecognisedWhenThePolicyRefusesAnotherOne() {
        Minted minted = AccountApi.minted(post(alice, "", CI, "mint-6"));
        for (String policy : List.of(
                "{\"maxActive\":1}",
                "{\"mintingEnabled\":false}",
                "{\"requiredRole\":\"realm-management.manage-users\"}",
                "{\"nonExpiringAllowed\":false}")) {
            realm.apiTokensAdmin().setPolicy(policy);
            assertAlreadyMinted(minted, post(alice, "", CI, "mint-6"));
            assertThat(post(alice, "", CI, "mint-6 without a repetition".replace(' ', '-'))
                            .status())
                    .as(policy)
                    .isIn(400, 403, 409);
        }
    }

    @Test
    void repeatedMintIsRecognisedAfterTheExpiryThatItAsksFor(KeycloakUnderTest keycloak) {
        long soon = System.currentTimeMillis() + 60_000;
        String brief = "{\"label\":\"brief\",\"expiresTimestamp\":" + soon + "}";
        Minted minted = AccountApi.minted(post(alice, "", brief, "mint-7"));
        keycloak.control().whileAhead(Duration.ofSeconds(61), () -> {
            assertAlreadyMinted(minted, post(alice, "", brief, "mint-7"));
            assertThat(post(alice, "", brief, "mint-8")
                            .json()
                            .get("errorMessage")
                            .asText())
                    .isEqualTo("apiTokenExpiresInvalid");
        });
    }

    @Test
    void repetitionNeedsThePermissionOfTheFirstRequest(TestRealm own) {
        Minted minted = AccountApi.minted(post(own.account(BOB), "", CI, "mint-9"));
        own.leaveAccountRole(BOB, "view-profile");
        AccountApi reader = own.account(BOB);
        for (Answer refused : List.of(
                post(reader, "", CI, "mint-9"),
                rotate(reader, minted, "{}", "mint-9"),
                post(own.accountWith(minted.secret()), "", CI, "mint-9"))) {
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.body()).doesNotContain(minted.id());
        }
    }

    private static void assertAlreadyMinted(Minted minted, Answer answer) {
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json())
                .hasToString("{\"errorMessage\":\"apiTokenAlreadyMinted\",\"params\":[\"%s\"]}".formatted(minted.id()));
    }

    @Test
    void law7RepetitionDoesNotShowTheSecret() {
        Minted minted = AccountApi.minted(post(alice, "", CI, "mint-2"));
        assertThat(post(alice, "", CI, "mint-2").body()).doesNotContain(minted.secret(), "secret");
        alice.delete("/" + minted.id());
        // The end of the API token does not free its key.
        assertThat(post(alice, "", CI, "mint-2").json().at("/params/0").asText())
                .isEqualTo(minted.id());
    }

    @Test
    void keyOfAnotherUserOrOfARotationIsAnotherKey() {
        Minted ofAlice = AccountApi.minted(post(alice, "", CI, "shared"));
        AccountApi bob = realm.account(BOB);
        Minted ofBob = AccountApi.minted(post(bob, "", CI, "shared"));
        Answer rotated = rotate(alice, ofAlice, "{}", "shared");
        assertThat(rotated.status()).isEqualTo(200);
        assertThat(realm.introspection().isActive(ofBob.secret())).isTrue();
        bob.revokeAll();
    }

    @Test
    void law10RejectedRequestLeavesItsKeyFree() {
        assertThat(post(alice, "", "{\"label\":\"\"}", "mint-3").status()).isEqualTo(400);
        assertThat(post(alice, "", CI, "mint-3").status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a, b"})
    void law10InvalidKeyIsRefused(String key) {
        assertThat(post(alice, "", CI, key).json())
                .hasToString("{\"field\":\"Idempotency-Key\","
                        + "\"errorMessage\":\"apiTokenIdempotencyKeyInvalid\",\"params\":[255]}");
        Answer two = Http.send(alice.to("")
                .header("Idempotency-Key", "a")
                .header("Idempotency-Key", "b")
                .POST(BodyPublishers.ofString(CI)));
        assertThat(two.status()).isEqualTo(400);
        assertThat(alice.labels("?status=active")).isEmpty();
    }

    @Test
    void repeatedRotationKeepsTheSecretOfTheFirst() {
        Minted minted = alice.mint("deployed");
        Answer first = rotate(alice, minted, "{\"gracePeriod\":3600}", "rotate-1");
        String secret = secret(first);
        // Also long after the first one: other rotations do not hide it.
        for (String body : List.of("{\"gracePeriod\":3600}", "{ \"gracePeriod\": 3600, \"lifetime\": null }")) {
            Answer again = rotate(alice, minted, body, "rotate-1");
            assertThat(again.status()).isEqualTo(409);
            assertThat(again.json()).hasToString("{\"errorMessage\":\"apiTokenAlreadyRotated\"}");
            assertThat(realm.introspection().isActive(secret)).isTrue();
            assertThat(realm.introspection().isActive(minted.secret())).isTrue();
        }
        String next = secret(rotate(alice, minted, "{}", "rotate-2"));
        assertThat(rotate(alice, minted, "{\"gracePeriod\":3600}", "rotate-1").status())
                .isEqualTo(409);
        assertThat(realm.introspection().isActive(next)).isTrue();
    }

    @Test
    void law10KeyOfAnotherRotationIsRefused() {
        Minted minted = alice.mint("deployed");
        String secret = secret(rotate(alice, minted, "{}", "rotate-3"));
        Answer other = rotate(alice, minted, "{\"gracePeriod\":3600}", "rotate-3");
        assertThat(other.status()).isEqualTo(400);
        assertThat(other.json())
                .hasToString("{\"field\":\"Idempotency-Key\",\"errorMessage\":\"apiTokenIdempotencyKeyReused\","
                        + "\"params\":[\"%s\"]}".formatted(minted.id()));
        assertThat(realm.introspection().isActive(secret)).isTrue();
    }

    @Test
    void repeatedRotationIsRecognisedWhenAnotherOneIsNotPossible() {
        Minted minted = alice.mint("deployed");
        String second = secret(rotate(alice, minted, "{\"lifetime\":2}", "rotate-4"));
        realm.apiTokensAdmin().setPolicy("{\"mintingEnabled\":false}");
        assertThat(rotate(alice, minted, "{\"lifetime\":2}", "rotate-4").json())
                .hasToString("{\"errorMessage\":\"apiTokenAlreadyRotated\"}");
        realm.apiTokensAdmin().setPolicy("{}");
        // The first rotation has set the end of the API token.
        await().until(() -> !realm.introspection().isActive(second));
        assertThat(rotate(alice, minted, "{\"lifetime\":2}", "rotate-4").json())
                .hasToString("{\"errorMessage\":\"apiTokenAlreadyRotated\"}");
        assertThat(rotate(alice, minted, "{\"lifetime\":2}", "rotate-5").json())
                .hasToString("{\"errorMessage\":\"apiTokenEnded\"}");
    }

    @Test
    void keyOfOneTokenRotatesAnother() {
        Minted first = alice.mint("first");
        Minted second = alice.mint("second");
        secret(rotate(alice, first, "{}", "same"));
        secret(rotate(alice, second, "{}", "same"));
    }

    @Test
    void repetitionIsAnEventWithItsReason() {
        AccountApi.minted(post(alice, "", CI, "mint-4"));
        post(alice, "", CI, "mint-4");
        List<EventRepresentation> errors =
                realm.admin().getEvents(List.of("UPDATE_CREDENTIAL_ERROR"), null, null, null, null, null, null, null);
        assertThat(errors).anyMatch(event -> "apiTokenAlreadyMinted"
                .equals(event.getDetails().get("reason")));
    }

    @Test
    void keyAndBodyAreStoredOnlyAsHashes(KeycloakUnderTest keycloak) {
        Minted minted = AccountApi.minted(post(alice, "", CI, "recognisable"));
        secret(rotate(alice, minted, "{}", "recognisable"));
        for (String column : List.of("MINT_KEY", "MINT_BODY")) {
            assertThat(keycloak.database().text("select " + column + " from API_TOKEN where ID = ?", minted.id()))
                    .matches("[0-9a-f]{64}");
        }
        for (String column : List.of("ROTATION_KEY", "ROTATION_BODY")) {
            assertThat(keycloak.database()
                            .text(
                                    "select " + column + " from API_TOKEN_OLD_SECRET where API_TOKEN_ID = ?",
                                    minted.id()))
                    .matches("[0-9a-f]{64}");
        }
    }

    private static Answer post(AccountApi api, String path, String body, String key) {
        return Http.send(api.to(path).header("Idempotency-Key", key).POST(BodyPublishers.ofString(body)));
    }

    private static Answer rotate(AccountApi api, Minted token, String body, String key) {
        return post(api, "/" + token.id() + "/rotate", body, key);
    }

    private static String secret(Answer rotated) {
        assertThat(rotated.status()).as(rotated.body()).isEqualTo(200);
        JsonNode secret = rotated.json().get("secret");
        MintedSecrets.remember(secret.asText());
        return secret.asText();
    }
}
