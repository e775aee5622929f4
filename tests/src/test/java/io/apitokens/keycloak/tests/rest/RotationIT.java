package io.apitokens.keycloak.tests.rest;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.Exchange;
import io.apitokens.keycloak.tests.fixture.endpoint.Exchange.Tokens;
import io.apitokens.keycloak.tests.fixture.endpoint.Introspection;
import io.apitokens.keycloak.tests.fixture.endpoint.MintedSecrets;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.representations.idm.EventRepresentation;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tests rotation: a new secret for the same API token. */
@IntegrationTest
@Tag("database")
class RotationIT {

    private static final String NOW = "{}";
    private static final String KEEPING_GRACE = "{\"keepGracePeriod\":true}";
    private static final String AN_HOUR = "{\"gracePeriod\":3600}";

    private final TestRealm realm;
    private final Introspection api;
    private final Exchange gateway;
    private AccountApi alice;

    RotationIT(TestRealm realm) {
        this.realm = realm;
        this.api = realm.introspection();
        this.gateway = realm.exchange();
        realm.addOpenIdScope(TestRealm.NOTES, TestRealm.GATEWAY);
        realm.addAccountScope(TestRealm.NOTES, TestRealm.GATEWAY);
    }

    @Test
    void expiryStaysUnlessTheRequestNamesAnother() {
        Minted minted = AccountApi.minted(alice.post("{\"label\":\"yearly\",\"lifetime\":31536000}"));
        long before = expiry(minted);
        secret(alice.post("/" + minted.id() + "/rotate", NOW));
        assertThat(expiry(minted)).isEqualTo(before);

        Answer answer = alice.post("/" + minted.id() + "/rotate", "{\"lifetime\":60}");
        String secret = secret(answer);
        assertThat(expiry(minted))
                .isEqualTo(answer.json().get("expiresTimestamp").asLong())
                .isLessThan(before);
        assertThat(api.of(secret).get("exp").asLong()).isEqualTo(expiry(minted) / 1000);

        Minted forever = alice.mint("forever");
        long time = before + 60_000;
        secret(alice.post("/" + forever.id() + "/rotate", "{\"expiresTimestamp\":" + time + "}"));
        assertThat(expiry(forever)).isEqualTo(time);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"lifetime\":3601}', lifetime, apiTokenLifetimeTooLong",
        "'{\"expiresTimestamp\":1}', expiresTimestamp, apiTokenExpiresInvalid",
        "'{\"lifetime\":60,\"expiresTimestamp\":4102444800000}', lifetime, apiTokenExpiresInvalid"
    })
    void law10ExpiryBeyondThePolicyChangesNothing(String body, String field, String error) {
        Minted minted = alice.mint("strict");
        realm.apiTokensAdmin().setPolicy("{\"maxLifetime\":3600}");
        Answer refused = alice.post("/" + minted.id() + "/rotate", body);
        realm.apiTokensAdmin().setPolicy("{}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("field").asText()).isEqualTo(field);
        assertThat(refused.json().get("errorMessage").asText()).isEqualTo(error);
        assertThat(api.isActive(minted.secret())).isTrue();
        assertThat(alice.get("/" + minted.id()).json().has("expiresTimestamp")).isFalse();
    }

    private long expiry(Minted minted) {
        return alice.get("/" + minted.id()).json().path("expiresTimestamp").asLong();
    }

    @BeforeEach
    void noTokens() {
        alice = realm.account(ALICE);
        alice.revokeAll();
    }

    @Test
    void givesAnotherSecretAndLeavesTheRestAsItWas() {
        Minted minted = alice.mint("deployed", "notes:read");
        JsonNode before = alice.get("/" + minted.id()).json();
        Answer answer = alice.post("/" + minted.id() + "/rotate", NOW);
        JsonNode after = answer.json();
        String secret = secret(answer);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(secret).matches("kcat_[0-9A-Za-z]{49}").isNotEqualTo(minted.secret());
        assertThat(after.get("hint").asText()).isEqualTo("kcat_…" + secret.substring(secret.length() - 4));
        assertThat(after.at("/rotation/rotatedTimestamp").asLong())
                .isGreaterThanOrEqualTo(before.get("createdTimestamp").asLong());
        for (String field : List.of("id", "label", "clientId", "scopes", "everything", "status", "createdTimestamp")) {
            assertThat(after.get(field)).as(field).isEqualTo(before.get(field));
        }
        assertThat(api.isActive(minted.secret())).isFalse();
        assertThat(api.of(secret).get("jti").asText()).isEqualTo(minted.id());
        assertThat(alice.get("/" + minted.id()).body()).doesNotContain(secret, "\"secret\"");
    }

    @Test
    void graceLetsTheSecretBeforeLiveOn() {
        Minted minted = alice.mint("deployed");
        Answer answer = alice.post("/" + minted.id() + "/rotate", AN_HOUR);
        assertThat(api.isActive(minted.secret())).isTrue();
        assertThat(api.isActive(secret(answer))).isTrue();
        long grace = answer.json().at("/rotation/graceEndsTimestamp").asLong();
        assertThat(grace - answer.json().at("/rotation/rotatedTimestamp").asLong())
                .isBetween(3_600_000L - 1_000, 3_600_000L + 1_000);
    }

    @Test
    void onlyTheNewestAndOneGraceSecretAreEverActive() {
        Minted minted = alice.mint("deployed");
        String second = rotate(minted, AN_HOUR);
        String third = rotate(minted, AN_HOUR);
        assertThat(api.isActive(minted.secret())).isFalse();
        assertThat(api.isActive(second)).isTrue();
        assertThat(api.isActive(third)).isTrue();
        String fourth = rotate(minted, NOW);
        assertThat(List.of(minted.secret(), second, third)).noneMatch(api::isActive);
        assertThat(api.isActive(fourth)).isTrue();
    }

    @Test
    void rotationAfterALostAnswerEndsOnlyTheLostSecret() {
        Minted minted = alice.mint("deployed");
        String lost = rotate(minted, AN_HOUR);
        long grace = graceEnds(minted);
        String found = rotate(minted, KEEPING_GRACE);
        assertThat(api.isActive(lost)).isFalse();
        assertThat(List.of(minted.secret(), found)).allMatch(api::isActive);
        assertThat(graceEnds(minted)).isEqualTo(grace);
        String next = rotate(minted, NOW);
        assertThat(List.of(minted.secret(), found)).noneMatch(api::isActive);
        String last = rotate(minted, KEEPING_GRACE);
        assertThat(api.isActive(next))
                .as("without a grace period, there is none to keep")
                .isFalse();
        assertThat(api.isActive(last)).isTrue();
    }

    private long graceEnds(Minted minted) {
        return alice.get("/" + minted.id())
                .json()
                .at("/rotation/graceEndsTimestamp")
                .asLong();
    }

    @Test
    void derivedTokensOfThePreviousSecretEndWithIt() {
        Minted minted = alice.mint("deployed");
        Tokens old = gateway.withRefreshToken(minted.secret());
        assertAlive(old);
        String secret = rotate(minted, NOW);
        assertDead(old);
        Tokens fresh = gateway.withRefreshToken(secret);
        assertAlive(fresh);
        assertDead(old);
    }

    @Test
    void derivedTokensOfThePreviousSecretLiveUntilTheEndOfItsGracePeriod() {
        Minted minted = alice.mint("deployed");
        Tokens old = gateway.withRefreshToken(minted.secret());
        String second = rotate(minted, AN_HOUR);
        assertAlive(old);
        Tokens made = gateway.withRefreshToken(second);
        String refreshed =
                gateway.refresh(old.refreshToken()).json().get("access_token").asText();
        String third = rotate(minted, AN_HOUR);
        assertDead(old);
        assertThat(api.isActive(refreshed)).isFalse();
        assertAlive(made);
        assertAlive(gateway.withRefreshToken(third));
    }

    @Test
    void grantOfASecondExchangeBelongsToTheSecretAsWell() {
        Minted minted = alice.mint("deployed");
        String jwt = gateway.of(minted.secret()).json().get("access_token").asText();
        assertThat(gateway.of(jwt).status()).isEqualTo(200);
        rotate(minted, AN_HOUR);
        String second = gateway.of(jwt).json().get("access_token").asText();
        rotate(minted, AN_HOUR);
        assertThat(api.isActive(second)).isFalse();
        assertThat(gateway.of(second).status()).isEqualTo(400);
    }

    @Test
    void revocationEndsEverySecret() {
        Minted minted = alice.mint("deployed");
        String secret = rotate(minted, AN_HOUR);
        alice.delete("/" + minted.id());
        assertThat(api.isActive(minted.secret())).isFalse();
        assertThat(api.isActive(secret)).isFalse();
    }

    @Test
    void graceSecretRevokesAndASecretThatDoesNotCountDoesNot() {
        Minted minted = alice.mint("deployed");
        String second = rotate(minted, NOW);
        realm.revocation().revoke(minted.secret());
        assertThat(realm.accountWith(minted.secret()).delete("/self").status()).isEqualTo(401);
        realm.accountWith(null).post("/leaked", "{\"secrets\":[\"" + minted.secret() + "\"]}");
        assertThat(api.isActive(second)).isTrue();
        String third = rotate(minted, AN_HOUR);
        realm.revocation().revoke(second);
        assertThat(api.isActive(third)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"gracePeriod\":-1}', gracePeriod, apiTokenGracePeriodInvalid",
        "'{\"gracePeriod\":86401}', gracePeriod, apiTokenGracePeriodInvalid",
        "'{\"gracePeriod\":\"long\"}', gracePeriod, apiTokenInvalidBody",
        "'{\"grace\":1}', grace, apiTokenInvalidBody",
        "'{\"keepGracePeriod\":true,\"gracePeriod\":0}', keepGracePeriod, apiTokenInvalidBody",
        "'{\"keepGracePeriod\":\"true\"}', keepGracePeriod, apiTokenInvalidBody",
        "'', , apiTokenInvalidBody"
    })
    void law10WrongInputNamesTheFieldAndChangesNothing(String body, String field, String error) {
        Minted minted = alice.mint("deployed");
        Answer answer = alice.post("/" + minted.id() + "/rotate", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().get("errorMessage").asText()).isEqualTo(error);
        assertThat(answer.json().path("field").asText(null)).isEqualTo(field);
        assertThat(api.isActive(minted.secret())).isTrue();
    }

    @Test
    void othersTokensAreNotFoundAndEndedOnesConflict() {
        Minted minted = alice.mint("deployed");
        Answer foreign = realm.account(BOB).post("/" + minted.id() + "/rotate", NOW);
        Answer unknown = realm.account(BOB).post("/unknown/rotate", NOW);
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.body()).isEqualTo(unknown.body());
        assertThat(api.isActive(minted.secret())).isTrue();
        alice.delete("/" + minted.id());
        assertThat(alice.post("/" + minted.id() + "/rotate", NOW).status()).isEqualTo(409);
    }

    @Test
    void law8NeitherTheTokenNorWhatWasMadeFromItRotates() {
        Minted minted = alice.mint("deployed");
        String jwt = gateway.of(minted.secret()).json().get("access_token").asText();
        for (String bearer : List.of(minted.secret(), jwt)) {
            assertThat(realm.accountWith(bearer)
                            .post("/" + minted.id() + "/rotate", NOW)
                            .status())
                    .isEqualTo(403);
        }
        assertThat(api.isActive(minted.secret())).isTrue();
    }

    @Test
    void ofRotationsThatRaceOneWins() throws Exception {
        Minted minted = alice.mint("deployed");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Answer>> rotations = IntStream.range(0, 8)
                    .<Callable<Answer>>mapToObj(i -> () -> alice.post("/" + minted.id() + "/rotate", NOW))
                    .toList();
            int won = 0;
            String newest = null;
            for (Future<Answer> rotation : threads.invokeAll(rotations)) {
                Answer answer = rotation.get();
                assertThat(answer.status()).as(answer.body()).isIn(200, 409);
                if (answer.status() == 200) {
                    won++;
                    String candidate = secret(answer);
                    newest = api.isActive(candidate) ? candidate : newest;
                }
            }
            assertThat(won).isPositive();
            assertThat(newest).isNotNull();
            assertThat(api.isActive(minted.secret())).isFalse();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void rotationIsACredentialEvent() {
        Minted minted = alice.mint("audited");
        String secret = rotate(minted, NOW);
        EventRepresentation event = events("UPDATE_CREDENTIAL").get(0);
        assertThat(event.getDetails())
                .containsAllEntriesOf(
                        Map.of("action", "rotate", "api_token_id", minted.id(), "api_token_label", "audited"));
        assertThat(event.getDetails().toString()).doesNotContain(secret, minted.secret());
    }

    @Test
    void useOfAReplacedSecretIsReportedOnce() {
        Minted minted = alice.mint("forgotten");
        rotate(minted, NOW);
        for (int i = 0; i < 5; i++) {
            assertThat(api.isActive(minted.secret())).isFalse();
        }
        await().untilAsserted(() -> assertThat(alice.get("/" + minted.id())
                        .json()
                        .at("/rotation/lateUse/clientId")
                        .asText())
                .isEqualTo(TestRealm.NOTES_API));
        assertThat(alice.get("/" + minted.id())
                        .json()
                        .at("/rotation/lateUse/address")
                        .asText())
                .isEqualTo("127.0.0.1");
        assertThat(events("UPDATE_CREDENTIAL_ERROR").stream()
                        .filter(event -> minted.id().equals(event.getDetails().get("api_token_id"))))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getDetails()).containsEntry("action", "late_use");
                    assertThat(event.getIpAddress()).isEqualTo("127.0.0.1");
                });
    }

    private List<EventRepresentation> events(String type) {
        return realm.admin().getEvents(List.of(type), null, null, null, null, null, null, null);
    }

    private String rotate(Minted minted, String body) {
        return secret(alice.post("/" + minted.id() + "/rotate", body));
    }

    private static String secret(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        String secret = answer.json().get("secret").asText();
        MintedSecrets.remember(secret);
        return secret;
    }

    private void assertAlive(Tokens tokens) {
        assertThat(api.isActive(tokens.jwt())).isTrue();
        assertThat(realm.userInfo(tokens.jwt()).status()).isEqualTo(200);
        assertThat(realm.account("/", tokens.jwt()).status()).isEqualTo(200);
        assertThat(gateway.refresh(tokens.refreshToken()).status()).isEqualTo(200);
    }

    private void assertDead(Tokens tokens) {
        assertThat(api.isActive(tokens.jwt())).isFalse();
        assertThat(realm.userInfo(tokens.jwt()).status()).isEqualTo(401);
        assertThat(realm.account("/", tokens.jwt()).status()).isEqualTo(401);
        assertThat(gateway.refresh(tokens.refreshToken()).json().path("error").asText())
                .isEqualTo("invalid_grant");
        assertThat(gateway.of(tokens.jwt()).status()).isEqualTo(400);
    }
}
