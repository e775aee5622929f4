package io.apitokens.keycloak.tests.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.load.AtOnce;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.rest.SelfRotations.ALLOWED;
import static io.apitokens.keycloak.tests.rest.SelfRotations.assertRefused;
import static io.apitokens.keycloak.tests.rest.SelfRotations.key;
import static io.apitokens.keycloak.tests.rest.SelfRotations.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tests races of API tokens that rotate themselves, with each other and with a revocation. */
@IntegrationTest
@Tag("database")
class SelfRotationRaceIT {

    private static final int RACES = 5;

    private final TestRealm realm;
    private final SelfRotations itself;
    private AccountApi alice;

    SelfRotationRaceIT(TestRealm realm) {
        this.realm = realm;
        this.itself = new SelfRotations(realm);
        realm.apiTokensAdmin().setPolicy(ALLOWED);
    }

    @BeforeEach
    void noTokens() {
        alice = realm.account(ALICE);
        alice.revokeAll();
    }

    @Test
    void racingRotationsLeaveOneNewestSecret() throws Exception {
        for (int race = 0; race < RACES; race++) {
            Minted minted = alice.mint("raced " + race);
            List<Callable<Answer>> requests = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                requests.add(() -> itself.rotate(minted.secret()));
            }
            assertOneNewest(minted, AtOnce.run(requests));
        }
    }

    @Test
    void racingRepetitionsLeaveOneNewestSecretAndNoAlarm() throws Exception {
        List<String> repeated = new ArrayList<>();
        List<List<Answer>> races = new ArrayList<>();
        for (int race = 0; race < RACES; race++) {
            Minted minted = alice.mint("repeated " + race);
            repeated.add(minted.id());
            String key = key();
            List<Callable<Answer>> requests = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                requests.add(() -> itself.send(minted.secret(), "{}", key));
            }
            races.add(AtOnce.run(requests));
        }
        Minted stolen = alice.mint("stolen");
        secret(itself.rotate(stolen.secret()));
        itself.rotate(stolen.secret());
        await().untilAsserted(() -> assertThat(itself.alarms()).contains(stolen.id()));
        assertThat(itself.alarms()).as("repetitions are no alarm").doesNotContainAnyElementsOf(repeated);
        for (List<Answer> answers : races) {
            // Looks at secrets that ended, which is an alarm.
            List<String> active = active(answers);
            assertThat(active).as("%s", answers).hasSize(1);
            assertThat(answers)
                    .filteredOn(answer -> answer.status() != 200)
                    .allSatisfy(answer -> assertRefused(answer, 409, "apiTokenBusy"));
            assertRefused(itself.rotate(active.get(0)), 429, "apiTokenRotatedRecently");
        }
    }

    @Test
    void rotationThatRacesWithARevocationLeavesNothingActive() throws Exception {
        for (int race = 0; race < RACES; race++) {
            Minted minted = alice.mint("revoked " + race);
            List<Answer> answers =
                    AtOnce.run(List.of(() -> itself.rotate(minted.secret()), () -> alice.delete("/" + minted.id())));
            await().untilAsserted(() ->
                    assertThat(alice.delete("/" + minted.id()).status()).isEqualTo(200));
            assertThat(active(answers.subList(0, 1))).isEmpty();
            assertThat(realm.introspection().isActive(minted.secret())).isFalse();
        }
    }

    private void assertOneNewest(Minted minted, List<Answer> answers) {
        List<Answer> successes =
                answers.stream().filter(answer -> answer.status() == 200).toList();
        assertThat(successes).as("%s", answers).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() != 200).allSatisfy(answer -> assertThat(
                        answer.json().get("errorMessage").asText())
                .isIn("apiTokenBusy", "apiTokenSecretReplaced"));
        assertRefused(itself.rotate(secret(successes.get(0))), 429, "apiTokenRotatedRecently");
        assertRefused(itself.rotate(minted.secret()), 403, "apiTokenSecretReplaced");
    }

    private List<String> active(List<Answer> answers) {
        return answers.stream()
                .filter(answer -> answer.status() == 200)
                .map(SelfRotations::secret)
                .filter(realm.introspection()::isActive)
                .toList();
    }
}
