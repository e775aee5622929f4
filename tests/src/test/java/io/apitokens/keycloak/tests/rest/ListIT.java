package io.apitokens.keycloak.tests.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
@Tag("database")
class ListIT {

    private final AccountApi alice;
    private final AccountApi bob;

    ListIT(TestRealm realm) {
        alice = realm.account(ALICE);
        bob = realm.account(BOB);
    }

    @BeforeAll
    void mint() {
        for (String label : new String[] {"one", "two", "Three 100%", "under_score", "five"}) {
            alice.mint(label);
        }
        alice.delete("/" + alice.mint("ended").id());
        bob.mint("bob's");
    }

    @Test
    void newestComesFirst() {
        assertThat(alice.labels("")).containsExactly("ended", "five", "under_score", "Three 100%", "two", "one");
    }

    @ParameterizedTest
    @CsvSource({"?first=1&max=2, five|under_score", "?max=1, ended", "?first=6, ''", "?first=10000, ''"})
    void pagesFollowEachOther(String query, String labels) {
        assertThat(String.join("|", alice.labels(query))).isEqualTo(labels);
    }

    @ParameterizedTest
    @CsvSource({
        "T, two|Three 100%",
        "three, Three 100%",
        "%, Three 100%",
        "_, under_score",
        "!, ''",
        "'  five ', five",
        "bob, ''",
        "\" OR 1=1 --, ''"
    })
    void searchFindsPartsOfTheLabelToTheLetter(String search, String labels) {
        assertThat(alice.labels("?status=active&search=" + Http.encode(search)))
                .containsExactlyInAnyOrder(labels.isEmpty() ? new String[0] : labels.split("\\|"));
    }

    @ParameterizedTest
    @CsvSource({"active, 5", "revoked, 1", "expired, 0", "'', 6"})
    void statusNarrowsTheList(String status, int count) {
        assertThat(alice.labels("?status=" + status)).hasSize(count);
    }

    @ParameterizedTest
    @CsvSource({
        "max=0, max",
        "max=101, max",
        "max=x, max",
        "first=-1, first",
        "first=1.5, first",
        "first=99999999999, first",
        "status=ACTIVE, status",
        "status=nope, status"
    })
    void parameterThatMakesNoSenseIsNamed(String query, String parameter) {
        Answer answer = alice.get("?" + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json())
                .hasToString("{\"field\":\"" + parameter + "\",\"errorMessage\":\"apiTokenParameterInvalid\"}");
    }

    @Test
    void revokedTokenTellsWhenAndByWhom() {
        JsonNode token = alice.get("?status=revoked").json().get(0);
        assertThat(token.get("revokedTimestamp").asLong())
                .isGreaterThanOrEqualTo(token.get("createdTimestamp").asLong());
        assertThat(token.get("revokedBy").asText()).isEqualTo("user");
        assertThat(token.get("revokedReason").asText()).isEqualTo("requested");
    }

    @Test
    void idThatNoTokenHasIsNotFound() {
        for (String id : new String[] {"unknown", "%00", "..%2F..", "x".repeat(5000), "'--"}) {
            assertThat(alice.get("/" + id).status()).as(id).isEqualTo(404);
        }
    }

    @Test
    void listIsNotCached() {
        assertThat(alice.get("").header("Cache-Control")).contains("no-store");
    }
}
