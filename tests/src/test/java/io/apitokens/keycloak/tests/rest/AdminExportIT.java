package io.apitokens.keycloak.tests.rest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.apitokens.keycloak.tests.fixture.database.ManyApiTokens;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.AdminApi;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.LimitedAdmin;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.CAROL;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

/** Admins export the API tokens of the users whom they may view, as CSV or NDJSON. */
@IntegrationTest
class AdminExportIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    @Tag("database")
    void csvIsAFileWithARowForEachTokenAndWithoutFormulas(TestRealm realm) {
        Minted formula = realm.account(ALICE).mint("=HYPERLINK(\"http://evil.example\")", "notes:read");
        realm.account(BOB).mint("bob's");
        Answer answer = realm.apiTokensAdmin().get("/export");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/csv");
        assertThat(answer.header("Content-Disposition")).contains("api-tokens.csv");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        List<String> lines = answer.body().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith("id,label,hint,userId,username,clientId");
        assertThat(lines.get(1))
                .startsWith(formula.id() + ",\"'=HYPERLINK(\"\"http://evil.example\"\")\",")
                .contains("\"alice\"", "\"notes\"", "\"notes:read\"", ",active,");
        assertThat(answer.body()).doesNotContain(formula.secret());
    }

    @Test
    @Tag("database")
    void ndjsonHasUseRotationAndEnd(TestRealm realm) {
        Minted ended = realm.account(ALICE).mint("ended");
        realm.account(ALICE).delete("/" + ended.id());
        Minted rotated = realm.account(ALICE).mint("rotated");
        realm.account(ALICE).post("/" + rotated.id() + "/rotate", "{}");
        List<JsonNode> rows = rows(realm.apiTokensAdmin().get("/export?format=ndjson"));
        assertThat(rows).extracting(row -> row.get("label").asText()).containsExactly("ended", "rotated");
        assertThat(rows.get(0).get("status").asText()).isEqualTo("revoked");
        assertThat(rows.get(0).get("revokedReason").asText()).isEqualTo("requested");
        assertThat(rows.get(0).has("revokedTimestamp")).isTrue();
        assertThat(rows.get(1).has("rotatedTimestamp")).isTrue();
        assertThat(rows.get(1).get("everything").asBoolean()).isTrue();
    }

    @Test
    @Tag("database")
    void apiTokensThatEndedEarlierAreLeftOut(KeycloakUnderTest keycloak, TestRealm realm) {
        long start = System.currentTimeMillis() - 1_000;
        rows(keycloak, realm).add(3, start - 1_000, null, start - 1);
        Minted ended = realm.account(ALICE).mint("ended");
        realm.account(ALICE).mint("active");
        realm.account(ALICE).delete("/" + ended.id());
        AdminApi admin = realm.apiTokensAdmin();
        String query = "&revokedFrom=" + start;
        assertThat(labels(admin, query)).containsExactly("ended");
        assertThat(labels(admin, query + "&max=1"))
                .as("the rows before are none")
                .containsExactly("ended");
        assertThat(labels(admin, "&status=revoked")).hasSize(4);
    }

    @Test
    @Tag("database")
    void filtersOfTheListApply(TestRealm realm) {
        realm.account(ALICE).mint("alice's", "notes:read");
        realm.account(BOB).mint("bob's");
        AdminApi admin = realm.apiTokensAdmin();
        assertThat(labels(admin, "&user=" + realm.userId(BOB))).containsExactly("bob's");
        assertThat(labels(admin, "&search=alice")).containsExactly("alice's");
        assertThat(labels(admin, "&status=revoked")).isEmpty();
    }

    @Test
    @Tag("database")
    void cursorReachesEveryTokenOnceWhileOthersAreAddedAndRemoved(KeycloakUnderTest keycloak, TestRealm realm) {
        rows(keycloak, realm).add(1_234, System.currentTimeMillis(), null, null);
        AdminApi admin = realm.apiTokensAdmin();
        Set<String> seen = new HashSet<>();
        String after = "";
        List<JsonNode> page = rows(admin.get("/export?format=ndjson&max=500"));
        while (!page.isEmpty()) {
            page.forEach(row -> assertThat(seen.add(row.get("id").asText())).isTrue());
            JsonNode last = page.get(page.size() - 1);
            after = last.get("cursor").asText();
            keycloak.database()
                    .update("delete from API_TOKEN where ID = '%s'"
                            .formatted(last.get("id").asText()));
            page = rows(admin.get("/export?format=ndjson&max=500&after=" + after));
        }
        assertThat(seen).hasSize(1_234);
        assertThat(rows(admin.get("/export?format=ndjson"))).hasSize(1_231);
    }

    @Test
    void takesThePermissionOfTheList(TestRealm realm) {
        realm.account(ALICE).mint("alice's");
        realm.account(CAROL).mint("carol's");
        assertThat(realm.apiTokensAdmin(realm.accessToken(BOB)).get("/export").status())
                .isEqualTo(403);
        realm.addManagementRoles(BOB, "query-users");
        assertThat(labels(realm.apiTokensAdmin(realm.accessToken(BOB)), "")).isEmpty();
        realm.addManagementRoles(BOB, "view-users");
        assertThat(labels(realm.apiTokensAdmin(realm.accessToken(BOB)), "")).containsExactly("alice's", "carol's");
    }

    @Test
    @Tag("database")
    void fineGrainedAdminExportsOnlyTheUsersAllowed(TestRealm realm) {
        realm.account(ALICE).mint("alice's");
        realm.account(CAROL).mint("carol's");
        AdminApi bob = LimitedAdmin.of(realm, BOB)
                .grant(Set.of("view"), realm.userId(CAROL))
                .api(BOB);
        assertThat(labels(bob, "")).containsExactly("carol's");
    }

    @Test
    void nothingOfAnotherRealmIsExported(TestRealm realm, TestRealm other) {
        realm.account(ALICE).mint("alice's");
        assertThat(labels(other.apiTokensAdmin(), "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "format=xlsx",
                "format=CSV",
                "max=0",
                "max=-1",
                "max=x",
                "after=x",
                "after=_",
                "after=1",
                "after=x_y",
                "revokedFrom=x",
                "status=x",
                "client=unknown"
            })
    void wrongParameterIsNamed(String query, TestRealm realm) {
        Answer answer = realm.apiTokensAdmin().get("/export?" + query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().get("field").asText()).isEqualTo(query.substring(0, query.indexOf('=')));
    }

    private static List<String> labels(AdminApi admin, String query) {
        return rows(admin.get("/export?format=ndjson" + query)).stream()
                .map(row -> row.get("label").asText())
                .toList();
    }

    private static List<JsonNode> rows(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/x-ndjson");
        List<JsonNode> rows = new ArrayList<>();
        answer.body().lines().forEach(line -> {
            try {
                rows.add(JSON.readTree(line));
            } catch (JsonProcessingException e) {
                throw new AssertionError(line, e);
            }
        });
        return rows;
    }

    private static ManyApiTokens rows(KeycloakUnderTest keycloak, TestRealm realm) {
        return new ManyApiTokens(
                keycloak.database(),
                realm.admin().toRepresentation().getId(),
                realm.userId(ALICE),
                realm.clientId(NOTES));
    }
}
