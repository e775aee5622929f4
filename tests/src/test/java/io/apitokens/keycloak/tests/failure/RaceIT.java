package io.apitokens.keycloak.tests.failure;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.Exchange;
import io.apitokens.keycloak.tests.fixture.endpoint.Exchange.Tokens;
import io.apitokens.keycloak.tests.fixture.endpoint.MintedSecrets;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.Consent;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.body;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests concurrent requests for the same API token. */
@IntegrationTest
@Tag("database")
class RaceIT {

    private static final int REQUESTS = 16;

    @Test
    void ofMintsWithTheSameLabelOneWins(TestRealm realm) {
        AccountApi alice = realm.account(ALICE);
        List<Integer> statuses =
                atOnce(i -> () -> alice.post(body().put("label", "wanted")).status());
        assertThat(statuses).containsOnly(201, 409).containsOnlyOnce(201);
        assertThat(alice.labels("?status=active")).containsExactly("wanted");
    }

    @Test
    void ofMintsForTheLastPlaceOneWins(TestRealm realm) {
        AccountApi alice = realm.account(ALICE);
        int limit = alice.get("/options").json().at("/policy/maxActive").asInt();
        IntStream.range(0, limit - 1).forEach(i -> alice.mint("token " + i));
        List<Integer> statuses =
                atOnce(i -> () -> alice.post(body().put("label", "last " + i)).status());
        assertThat(statuses).containsOnly(201, 409).containsOnlyOnce(201);
        JsonNode refused = alice.post(body().put("label", "one more")).json();
        assertThat(refused).hasToString("{\"errorMessage\":\"apiTokenLimitReached\",\"params\":[%d]}".formatted(limit));
        assertThat(alice.get("/options").json().at("/policy/active").asInt()).isEqualTo(limit);
    }

    @Test
    void ofFirstMintsForTheOnlyPlaceOneWins(TestRealm realm) {
        realm.apiTokensAdmin().setPolicy("{\"maxActive\":1}");
        AccountApi alice = realm.account(ALICE);
        List<Integer> statuses =
                atOnce(i -> () -> alice.post(body().put("label", "first " + i)).status());
        assertThat(statuses).containsOnly(201, 409).containsOnlyOnce(201);
    }

    @Test
    void ofRelabellingsToTheSameLabelOneWins(TestRealm realm) {
        AccountApi alice = realm.account(ALICE);
        List<Minted> minted = IntStream.range(0, REQUESTS)
                .mapToObj(i -> alice.mint("token " + i))
                .toList();
        List<Integer> statuses = atOnce(i -> () ->
                alice.put(minted.get(i).id(), body().put("label", "wanted")).status());
        assertThat(statuses).containsOnly(204, 409).containsOnlyOnce(204);
    }

    @Test
    void ofRevocationsOneEndsTheToken(TestRealm realm) {
        AccountApi alice = realm.account(ALICE);
        Minted minted = alice.mint("raced");
        List<Integer> revoked = atOnce(
                i -> () -> alice.delete("/" + minted.id()).json().get("revoked").asInt());
        assertThat(revoked).containsOnly(0, 1).containsOnlyOnce(1);
        assertThat(realm.admin().getEvents(List.of("REMOVE_CREDENTIAL"), null, null, null, null, null, null, null))
                .hasSize(1);
    }

    @Test
    void ofRepetitionsOfOneMintOneMints(TestRealm realm) {
        AccountApi alice = realm.account(ALICE);
        for (int round = 0; round < 10; round++) {
            // Without a row of the user to lock, only the unique index decides.
            alice.revokeAll();
            String key = "mint " + round;
            List<Answer> answers = atOnce(i -> () -> repeatable(alice, "", "{\"label\":\"repeated\"}", key));
            assertThat(answers)
                    .extracting(Answer::status)
                    .containsOnly(201, 409)
                    .containsOnlyOnce(201);
            assertThat(answers)
                    .filteredOn(answer -> answer.status() == 409)
                    .extracting(answer -> answer.json().get("errorMessage").asText())
                    .isSubsetOf("apiTokenAlreadyMinted", "apiTokenBusy");
            Minted minted = AccountApi.minted(only(answers, 201));
            assertThat(alice.labels("?status=active")).hasSize(1);
            assertThat(repeatable(alice, "", "{\"label\":\"repeated\"}", key)
                            .json()
                            .at("/params/0")
                            .asText())
                    .isEqualTo(minted.id());
        }
    }

    @Test
    void ofRepetitionsOfOneRotationOneRotates(TestRealm realm) {
        AccountApi alice = realm.account(ALICE);
        for (int round = 0; round < 20; round++) {
            Minted minted = alice.mint("round " + round);
            String rotate = "/" + minted.id() + "/rotate";
            List<Answer> answers = atOnce(i -> () -> repeatable(alice, rotate, "{}", "the same"));
            assertThat(answers)
                    .extracting(Answer::status)
                    .containsOnly(200, 409)
                    .containsOnlyOnce(200);
            String secret = secrets(answers).get(0);
            assertThat(repeatable(alice, rotate, "{}", "the same").status()).isEqualTo(409);
            assertThat(realm.introspection().isActive(secret)).isTrue();
        }
    }

    private static Answer repeatable(AccountApi api, String path, String body, String key) {
        return Http.send(
                api.to(path).header("Idempotency-Key", key.replace(' ', '-')).POST(BodyPublishers.ofString(body)));
    }

    private static Answer only(List<Answer> answers, int status) {
        return answers.stream()
                .filter(answer -> answer.status() == status)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void law1NoIntrospectionThatStartsAfterARevocationIsActive(TestRealm realm) {
        AccountApi alice = realm.account(ALICE);
        for (int round = 0; round < 50; round++) {
            Minted minted = alice.mint("round " + round);
            alice.delete("/" + minted.id());
            assertThat(realm.introspection().isActive(minted.secret())).isFalse();
        }
    }

    @Test
    void ofARevocationAmongRotationsNoSecretIsLeft(TestRealm realm) {
        AccountApi alice = realm.account(ALICE);
        int rotations = 0;
        for (int round = 0; round < 40; round++) {
            Minted minted = alice.mint("round " + round);
            Tokens made = realm.exchange().withRefreshToken(minted.secret());
            // The revocation has another position among the requests each time.
            int revoking = round % REQUESTS;
            List<Answer> answers = atOnce(i -> () -> i == revoking
                    ? alice.delete("/" + minted.id())
                    : alice.post("/" + minted.id() + "/rotate", i % 2 == 0 ? "{}" : "{\"gracePeriod\":3600}"));
            assertThat(answers.get(revoking).json().path("revoked").asInt())
                    .as(answers.get(revoking).body())
                    .isEqualTo(1);
            List<String> secrets = secrets(answers);
            rotations += secrets.size();
            assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(secrets.size() + 1);
            assertThat(answers).extracting(Answer::status).containsOnly(200, 409);
            assertThat(secrets).noneMatch(realm.introspection()::isActive);
            assertThat(realm.introspection().isActive(minted.secret())).isFalse();
            assertThat(realm.introspection().isActive(made.jwt())).isFalse();
            assertThat(realm.exchange().refresh(made.refreshToken()).status()).isEqualTo(400);
        }
        assertThat(rotations).as("rotations that came before").isPositive();
    }

    @Test
    void ofRotationsOneSecretIsLeft(TestRealm realm) {
        AccountApi alice = realm.account(ALICE);
        for (int round = 0; round < 20; round++) {
            Minted minted = alice.mint("round " + round);
            List<Answer> answers = atOnce(i -> () -> alice.post("/" + minted.id() + "/rotate", "{}"));
            assertThat(answers).extracting(Answer::status).contains(200).isSubsetOf(200, 409);
            assertThat(secrets(answers))
                    .filteredOn(realm.introspection()::isActive)
                    .hasSize(1);
            assertThat(realm.introspection().isActive(minted.secret())).isFalse();
        }
    }

    @Test
    void law5OfAWithdrawnConsentAmongMintsOfTheClientNoActiveTokenIsLeft(TestRealm realm) {
        realm.allowMintingExchange(NOTES);
        Exchange client = realm.publicExchange(NOTES);
        Consent consent = new Consent(realm, ALICE, NOTES);
        int minted = 0;
        for (int round = 0; round < 15; round++) {
            realm.changeClient(NOTES, settings -> settings.setConsentRequired(false));
            String accessToken = realm.accessToken(NOTES, ALICE, "openid notes:read");
            consent.require("notes:read", "roles");
            int withdrawing = round % REQUESTS;
            List<Integer> statuses = atOnce(
                    i -> () -> i == withdrawing ? consent.withdraw().status() : mint(client, accessToken, "mint " + i));
            assertThat(statuses.get(withdrawing)).isEqualTo(204);
            assertThat(realm.account(ALICE).labels("?status=active"))
                    .as("round %d: %s", round, statuses)
                    .isEmpty();
            minted += (int) statuses.stream().filter(status -> status == 200).count();
        }
        assertThat(minted).isPositive();
    }

    private static int mint(Exchange client, String accessToken, String label) {
        Answer answer = client.of(
                accessToken,
                Map.of("requested_token_type", "urn:apitokens:token-type:api-token", "api_token_label", label));
        if (answer.status() == 200) {
            MintedSecrets.remember(answer.json().get("access_token").asText());
        }
        return answer.status();
    }

    /** Returns the secrets of the successful rotations. */
    private static List<String> secrets(List<Answer> answers) {
        List<String> secrets = answers.stream()
                .filter(answer -> answer.json().has("secret"))
                .map(answer -> answer.json().get("secret").asText())
                .toList();
        secrets.forEach(MintedSecrets::remember);
        return secrets;
    }

    private interface Request<T> {
        Callable<T> number(int i);
    }

    private static <T> List<T> atOnce(Request<T> request) {
        ExecutorService threads = Executors.newFixedThreadPool(REQUESTS);
        try {
            List<Future<T>> answers = threads.invokeAll(
                    IntStream.range(0, REQUESTS).mapToObj(request::number).toList());
            return answers.stream().map(RaceIT::get).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
