package io.apitokens.keycloak.tests.rest;

import java.net.http.HttpRequest.BodyPublishers;

import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static org.assertj.core.api.Assertions.assertThat;

/** Users revoke some of their API tokens in one request. */
@IntegrationTest
@Tag("database")
class SelectedRevocationIT {

    private final TestRealm realm;
    private AccountApi alice;
    private Minted first;
    private Minted second;

    SelectedRevocationIT(TestRealm realm) {
        this.realm = realm;
        realm.addTokenClient("tasks");
    }

    @BeforeEach
    void mint() {
        alice = realm.account(ALICE);
        alice.revokeAll();
        first = mint("CI first", "notes");
        second = mint("CI second", "notes");
        mint("100% laptop", "notes");
        mint("ci of tasks", "tasks");
    }

    @ParameterizedTest
    @CsvSource({
        "?all=true, 4, ''",
        "?search=ci, 3, 100% laptop",
        "?search=%25, 1, ci of tasks|CI second|CI first",
        "?client=tasks, 1, 100% laptop|CI second|CI first",
        "?client=notes&search=CI, 2, ci of tasks|100% laptop",
        "?search=nothing, 0, ci of tasks|100% laptop|CI second|CI first"
    })
    void parametersSelectWhatTheListFindsByThem(String query, int revoked, String left) {
        assertThat(alice.labels("?status=active&" + query.replaceFirst("\\?(all=true)?", "")))
                .hasSize(revoked);
        assertThat(alice.delete(query).json().get("revoked").asInt()).isEqualTo(revoked);
        assertThat(String.join("|", alice.labels("?status=active"))).isEqualTo(left);
    }

    @Test
    void severalEndByTheirIds() {
        assertThat(alice.delete("?id=" + first.id() + "&id=" + second.id())
                        .json()
                        .get("revoked")
                        .asInt())
                .isEqualTo(2);
        assertThat(realm.introspection().isActive(first.secret())).isFalse();
        assertThat(alice.labels("?status=active")).containsExactly("ci of tasks", "100% laptop");
        assertThat(alice.delete("?id=" + first.id()).json().get("revoked").asInt())
                .isZero();
    }

    @Test
    void idOfAnotherUserEndsNothing() {
        Answer answer = realm.account(BOB).delete("?id=" + first.id());
        assertThat(answer.json()).hasToString("{\"revoked\":0,\"refreshTokens\":0}");
        assertThat(realm.introspection().isActive(first.secret())).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "?serach=CI, serach",
        "?status=active, status",
        "?search=, search",
        "?search=%20, search",
        "?search=a&search=b, search",
        "?client=nobody, client",
        "?client=notes&client=tasks, client",
        "?id=, id",
        "?userId=x, userId",
        "?all=false, all",
        "?all=, all",
        "?all=true&all=true, all",
        "?all=true&search=CI, all",
        "?all=false&id=x, all"
    })
    void law10ParameterThatMakesNoSenseIsNamedAndEndsNothing(String query, String parameter) {
        Answer answer = alice.delete(query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json())
                .hasToString("{\"field\":\"" + parameter + "\",\"errorMessage\":\"apiTokenParameterInvalid\"}");
        assertThat(alice.labels("?status=active")).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?"})
    void law10WithoutASelectionNothingEnds(String path) {
        Answer answer = alice.delete(path);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json())
                .hasToString("{\"field\":\"all\",\"errorMessage\":\"apiTokenSelectionRequired\","
                        + "\"params\":[\"id\",\"client\",\"search\",\"all=true\"]}");
        assertThat(alice.labels("?status=active")).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?all=true", "?search=CI"})
    void law10SelectionInABodyIsRefusedAndEndsNothing(String query) {
        String body = "{\"id\":[\"%s\"]}".formatted(first.id());
        Answer answer = Http.send(alice.to(query).method("DELETE", BodyPublishers.ofString(body)));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json()).hasToString("{\"errorMessage\":\"apiTokenInvalidBody\"}");
        assertThat(alice.labels("?status=active")).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {";id=x", ";id=x?all=true", ";search=laptop?search=CI"})
    void law10SelectionInAMatrixParameterIsRefusedAndEndsNothing(String path) {
        assertThat(alice.delete(path).status()).isEqualTo(400);
        assertThat(alice.labels("?status=active")).hasSize(4);
    }

    @Test
    void allOfOneUserAreNotThoseOfAnother() {
        AccountApi bob = realm.account(BOB);
        Minted ofBob = AccountApi.minted(
                bob.post(AccountApi.body().put("label", "of Bob").put("clientId", "notes")));
        assertThat(alice.revokeAll().json().get("revoked").asInt()).isEqualTo(4);
        assertThat(realm.introspection().isActive(ofBob.secret())).isTrue();
        bob.revokeAll();
    }

    private Minted mint(String label, String clientId) {
        return AccountApi.minted(
                alice.post(AccountApi.body().put("label", label).put("clientId", clientId)));
    }
}
