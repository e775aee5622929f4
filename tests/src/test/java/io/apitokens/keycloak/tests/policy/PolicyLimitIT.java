package io.apitokens.keycloak.tests.policy;

import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.body;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests how the policy limits the number of active API tokens. */
@IntegrationTest
class PolicyLimitIT {

    private static final String TASKS = "tasks";

    private TestRealm realm;
    private AccountApi alice;

    @BeforeEach
    void freshRealm(TestRealm fresh) {
        realm = fresh;
        alice = realm.account(ALICE);
    }

    @Test
    void numberOfActiveTokensIsLimited() {
        realm.apiTokensAdmin().setPolicy("{\"maxActive\":2}");
        alice.mint("one");
        alice.mint("two");
        assertRefused(alice.post(body().put("label", "three")), "apiTokenLimitReached");
        assertThat(alice.get("/options").json().at("/policy/maxActive").asInt()).isEqualTo(2);
    }

    @Test
    void numberOfActiveTokensOfAClientIsLimited() {
        realm.addTokenClient(TASKS);
        realm.apiTokensAdmin().setPolicy(realm.clientId(NOTES), "{\"maxActive\":1}");
        AccountApi.minted(alice.post(body().put("label", "one").put("clientId", NOTES)));
        assertRefused(alice.post(body().put("label", "two").put("clientId", NOTES)), "apiTokenLimitOfClientReached");
        AccountApi.minted(alice.post(body().put("label", "two").put("clientId", TASKS)));
    }

    private static void assertRefused(Answer answer, String error) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(409);
        assertThat(answer.json().path("errorMessage").asText()).isEqualTo(error);
        assertThat(answer.json().has("field")).isFalse();
    }
}
