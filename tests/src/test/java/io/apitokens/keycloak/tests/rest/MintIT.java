package io.apitokens.keycloak.tests.rest;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
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

import static io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.body;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
@Tag("database")
@Tag("compatibility")
class MintIT {

    private final TestRealm realm;
    private AccountApi alice;

    MintIT(TestRealm realm) {
        this.realm = realm;
    }

    @BeforeEach
    void noTokens() {
        alice = realm.account(ALICE);
        alice.revokeAll();
    }

    @Test
    void answersWithTheTokenAndItsSecret() {
        Answer answer = alice.post(body().put("label", "CI pipeline").put("description", "nightly\nexport"));
        JsonNode token = answer.json();
        String secret = AccountApi.minted(answer).secret();

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Location"))
                .isEqualTo(realm.url() + "/api-tokens/" + token.get("id").asText());
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(secret).matches("kcat_[0-9A-Za-z]{49}");
        assertThat(token.get("label").asText()).isEqualTo("CI pipeline");
        assertThat(token.get("description").asText()).isEqualTo("nightly\nexport");
        assertThat(token.get("hint").asText()).isEqualTo("kcat_…" + secret.substring(secret.length() - 4));
        assertThat(token.get("clientId").asText()).isEqualTo(TestRealm.NOTES);
        assertThat(token.get("clientName").asText()).isEqualTo("Notes");
        assertThat(token.get("everything").asBoolean()).isTrue();
        assertThat(token.get("status").asText()).isEqualTo("active");
        assertThat(token.has("expiresTimestamp")).isFalse();
    }

    @Test
    void law7SecretAppearsInNoOtherAnswer() {
        AccountApi.Minted minted = alice.mint("once");
        assertThat(alice.get("/" + minted.id()).body()).doesNotContain(minted.secret(), "secret");
        assertThat(alice.get("").body()).doesNotContain(minted.secret(), "secret");
        assertThat(alice.get("/options").body()).doesNotContain(minted.secret());
    }

    /** Somebody pastes a secret into the wrong place. */
    @Test
    void law7SecretInAnotherPlaceIsRefusedAndNotRepeated() {
        String secret = alice.mint("pasted").secret();
        Answer asLabel = alice.post(body().put("label", "my " + secret));
        assertThat(asLabel.status()).isEqualTo(400);
        assertThat(asLabel.json().get("errorMessage").asText()).isEqualTo("apiTokenTextHasSecret");
        assertThat(asLabel.json().get("field").asText()).isEqualTo("label");
        Answer asDescription = alice.post(body().put("label", "described").put("description", secret));
        assertThat(asDescription.json().get("field").asText()).isEqualTo("description");
        Answer asName = alice.post(body().put("label", "named").put(secret, 1));
        Answer asParameter = alice.delete("?" + secret + "=1");
        ObjectNode scopes = body().put("label", "scopes");
        scopes.putArray("scopes").add(secret);
        Answer asScope = alice.post(scopes);
        for (Answer answer : List.of(asLabel, asDescription, asName, asParameter, asScope)) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
            assertThat(answer.body()).doesNotContain(secret);
        }
    }

    @Test
    void selectionIsKeptInItsOrderWithConsentTexts() {
        ObjectNode body = body().put("label", "selection");
        body.putArray("scopes").add("notes:write").add("notes:read").add("notes:write");
        JsonNode token = alice.post(body).json();
        assertThat(token.get("everything").asBoolean()).isFalse();
        assertThat(token.get("scopes"))
                .hasToString("[{\"name\":\"notes:write\",\"description\":\"Write your notes\",\"granted\":true},"
                        + "{\"name\":\"notes:read\",\"description\":\"Read your notes\",\"granted\":true}]");
    }

    @Test
    void emptySelectionIsNotEverything() {
        String secret = alice.mint("default scopes", new String[0]).secret();
        assertThat(realm.introspection("notes-api", "notes-api-demo-secret").isActive(secret))
                .as("without notes:read the notes API is not in the audience")
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"label\": \"\"}', label, apiTokenLabelRequired",
        "'{\"label\": \" \\t \"}', label, apiTokenLabelRequired",
        "'{\"label\": \"a\\u0000b\"}', label, apiTokenLabelInvalidCharacters",
        "'{\"label\": \"a\\nb\"}', label, apiTokenLabelInvalidCharacters",
        "'{\"label\": \"x\", \"description\": \"\\u0007\"}', description, apiTokenDescriptionInvalidCharacters",
        "'{\"label\": \"x\", \"clientId\": \"\"}', clientId, apiTokenClientInvalid",
        "'{\"label\": \"x\", \"clientId\": \"nobody\"}', clientId, apiTokenClientInvalid",
        "'{\"label\": \"x\", \"clientId\": \"notes-api\"}', clientId, apiTokenClientInvalid",
        "'{\"label\": \"x\", \"scopes\": [\"nope\"]}', scopes, apiTokenScopeInvalid",
        "'{\"label\": \"x\", \"scopes\": [\"basic\"]}', scopes, apiTokenScopeInvalid",
        "'{\"label\": \"x\", \"scopes\": [\"notes:read notes:write\"]}', scopes, apiTokenScopeInvalid",
        "'{\"label\": \"x\", \"scopes\": [null]}', scopes, apiTokenScopeInvalid",
        "'{\"label\": \"x\", \"scopes\": \"notes:read\"}', scopes, apiTokenInvalidBody",
        "'{\"label\": \"x\", \"expiresTimestamp\": 1}', expiresTimestamp, apiTokenExpiresInvalid",
        "'{\"label\": \"x\", \"expiresTimestamp\": \"soon\"}', expiresTimestamp, apiTokenInvalidBody",
        "'{\"label\": \"x\", \"expireTimestamp\": 1}', expireTimestamp, apiTokenInvalidBody",
        "'{\"label\": [\"x\"]}', label, apiTokenInvalidBody",
        "'{\"label\": 12}', label, apiTokenInvalidBody",
        "'{\"label\": \"x\", \"label\": \"y\"}', , apiTokenInvalidBody",
        "'{\"label\": \"x\", \"expiresTimestamp\": \"\"}', expiresTimestamp, apiTokenInvalidBody",
        "'{\"label\": \"x\", \"expiresTimestamp\": \"4102444800000\"}', expiresTimestamp, apiTokenInvalidBody",
        "'{\"label\": \"x\", \"expiresTimestamp\": 4102444800000.5}', expiresTimestamp, apiTokenInvalidBody",
        "'{\"label\": \"x\", \"lifetime\": true}', lifetime, apiTokenInvalidBody",
        "'{\"label\": \"x\", \"clientId\": \"\\u0000\"}', clientId, apiTokenClientInvalid",
        "'{\"label\": \"x\"', , apiTokenInvalidBody",
        "'{\"label\": \"x\"} {}', , apiTokenInvalidBody",
        "'[]', , apiTokenInvalidBody",
        "'null', , apiTokenInvalidBody",
        "'', , apiTokenInvalidBody"
    })
    void law10WrongInputNamesTheFieldAndChangesNothing(String body, String field, String error) {
        Answer answer = alice.post(body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().path("errorMessage").asText()).isEqualTo(error);
        assertThat(answer.json().path("field").asText(null)).isEqualTo(field);
        assertThat(alice.labels("?status=active")).isEmpty();
    }

    @Test
    void labelOfAnyLanguageIsKeptToTheLetter() {
        for (String label : new String[] {"夜間バッチ", "👩‍💻 laptop", "<b>x</b> & \"q\"", "'; DROP TABLE API_TOKEN; --"}) {
            String id = alice.mint(label).id();
            assertThat(alice.get("/" + id).json().get("label").asText()).isEqualTo(label);
        }
    }

    @Test
    void longestLabelAndDescriptionFitIntoTheDatabase() {
        ObjectNode body = body().put("label", "😀".repeat(255)).put("description", "😀".repeat(1000));
        assertThat(alice.post(body).status()).isEqualTo(201);
        assertThat(alice.post(body().put("label", "x".repeat(256))).json())
                .hasToString("{\"field\":\"label\",\"errorMessage\":\"apiTokenLabelTooLong\",\"params\":[255]}");
    }

    @Test
    void labelIsUniqueAmongTheActiveTokensOfAUser() {
        String id = alice.mint("laptop").id();
        Answer again = alice.post(body().put("label", "  laptop "));
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json()).hasToString("{\"field\":\"label\",\"errorMessage\":\"apiTokenLabelExists\"}");

        assertThat(realm.account(BOB).post(body().put("label", "laptop")).status())
                .isEqualTo(201);
        alice.delete("/" + id);
        assertThat(alice.post(body().put("label", "laptop")).status()).isEqualTo(201);
    }

    @Test
    void tokenWithoutALabelGetsTheSuggestedOne() {
        for (String expected : new String[] {"Notes", "Notes 2", "Notes 3"}) {
            assertThat(alice.get("/options")
                            .json()
                            .at("/clients/0/suggestedLabel")
                            .asText())
                    .isEqualTo(expected);
            Answer answer = alice.post(expected.equals("Notes 2") ? "{\"label\":null}" : "{}");
            AccountApi.minted(answer);
            assertThat(answer.json().get("label").asText()).isEqualTo(expected);
        }
        alice.delete("/" + alice.get("?search=Notes%202").json().at("/0/id").asText());
        assertThat(alice.post("{}").json().get("label").asText()).isEqualTo("Notes 2");
    }

    @Test
    void userCannotPickAScopeWithoutItsRole() {
        ObjectNode body = body().put("label", "writer");
        body.putArray("scopes").add("notes:write");
        assertThat(realm.account(BOB).post(body).json().get("errorMessage").asText())
                .isEqualTo("apiTokenScopeInvalid");
    }

    @Test
    void applicationMustBeNamedWhereThereAreSeveral(TestRealm other) {
        other.addTokenClient("tasks");
        AccountApi api = other.account(ALICE);
        assertThat(api.post(body().put("label", "x")).json())
                .hasToString("{\"field\":\"clientId\",\"errorMessage\":\"apiTokenClientRequired\"}");
        assertThat(api.post(body().put("label", "x").put("clientId", "tasks")).status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(ints = {16 * 1024 + 1, 1024 * 1024})
    void bodyAboveSixteenKibibytesIsRefused(int size) {
        Answer answer = alice.post("{\"label\":\"x\",\"description\":\"" + "y".repeat(size - 29) + "\"}");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().get("errorMessage").asText()).isEqualTo("apiTokenBodyTooLarge");
    }

    @Test
    void bodyThatIsNoJsonIsRefused() {
        Answer answer = Http.send(Http.to(realm.url() + "/api-tokens")
                .header("Authorization", "Bearer " + realm.accessToken(ALICE))
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{\"label\":\"x\"}")));
        assertThat(answer.status()).isEqualTo(415);
    }
}
