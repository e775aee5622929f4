package io.apitokens.keycloak.tests.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.body;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
@Tag("database")
class ChangeIT {

    private final TestRealm realm;
    private AccountApi alice;

    ChangeIT(TestRealm realm) {
        this.realm = realm;
    }

    @BeforeEach
    void noTokens() {
        alice = realm.account(ALICE);
        alice.revokeAll();
    }

    @Test
    void labelAndDescriptionChangeAndTheSecretStays() {
        Minted minted = alice.mint("before", "notes:read");
        JsonNode before = realm.introspection().of(minted.secret());
        Answer answer = alice.put(minted.id(), body().put("label", " after ").put("description", "why"));

        assertThat(answer.status()).isEqualTo(204);
        JsonNode token = alice.get("/" + minted.id()).json();
        assertThat(token.get("label").asText()).isEqualTo("after");
        assertThat(token.get("description").asText()).isEqualTo("why");
        assertThat(realm.introspection().of(minted.secret())).isEqualTo(before);
    }

    @Test
    void descriptionThatIsLeftOutIsRemoved() {
        String id = alice.post(body().put("label", "x").put("description", "old"))
                .json()
                .get("id")
                .asText();
        alice.put(id, body().put("label", "x"));
        assertThat(alice.get("/" + id).json().has("description")).isFalse();
    }

    @Test
    void labelThatIsGivenUpCanBeTaken() {
        alice.put(alice.mint("first").id(), body().put("label", "renamed"));
        assertThat(alice.post(body().put("label", "first")).status()).isEqualTo(201);
        assertThat(alice.post(body().put("label", "renamed")).status()).isEqualTo(409);
    }

    @Test
    void labelOfAnotherActiveTokenIsRefused() {
        alice.mint("taken");
        String id = alice.mint("free").id();
        Answer answer = alice.put(id, body().put("label", "taken"));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json()).hasToString("{\"field\":\"label\",\"errorMessage\":\"apiTokenLabelExists\"}");
        assertThat(alice.labels("?status=active")).containsExactlyInAnyOrder("taken", "free");
    }

    @ParameterizedTest
    @CsvSource({
        "'{}', apiTokenLabelRequired",
        "'{\"label\":\"a\\rb\"}', apiTokenLabelInvalidCharacters",
        "'{\"label\":\"x\",\"scopes\":[]}', apiTokenInvalidBody",
        "'{\"label\":\"x\",\"clientId\":\"other\"}', apiTokenInvalidBody"
    })
    void wrongInputChangesNothing(String change, String error) {
        String id = alice.mint("kept").id();
        Answer answer = alice.put(id, change);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("errorMessage").asText()).isEqualTo(error);
        assertThat(alice.labels("?status=active")).containsExactly("kept");
    }

    @Test
    void endedTokenCannotBeChanged() {
        String id = alice.mint("ended").id();
        alice.delete("/" + id);
        Answer answer = alice.put(id, body().put("label", "back"));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json()).hasToString("{\"errorMessage\":\"apiTokenEnded\"}");
    }

    @Test
    void revokingEndsATokenOnce() {
        Minted minted = alice.mint("once");
        assertThat(alice.delete("/" + minted.id()).json()).hasToString("{\"revoked\":1,\"refreshTokens\":0}");
        JsonNode revoked = alice.get("/" + minted.id()).json();
        assertThat(alice.delete("/" + minted.id()).json()).hasToString("{\"revoked\":0,\"refreshTokens\":0}");
        assertThat(alice.get("/" + minted.id()).json())
                .as("the first revocation stands")
                .isEqualTo(revoked);
    }

    @Test
    void revokingAllEndsTheActiveTokensOfTheUserAlone() {
        Minted bobs = realm.account(TestRealm.BOB).mint("bob's");
        alice.delete("/" + alice.mint("ended").id());
        Minted one = alice.mint("one");
        Minted two = alice.mint("two");
        assertThat(alice.revokeAll().json()).hasToString("{\"revoked\":2,\"refreshTokens\":0}");
        assertThat(realm.introspection().isActive(one.secret())).isFalse();
        assertThat(realm.introspection().isActive(two.secret())).isFalse();
        assertThat(realm.introspection().isActive(bobs.secret())).isTrue();
    }
}
