package io.apitokens.keycloak.tests.rest;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.apitokens.keycloak.tests.fixture.database.ManyApiTokens;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.AdminApi;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tests the revocation of all API tokens that a filter finds. */
@IntegrationTest
class BulkRevocationIT {

    private static final int MANY = 450;

    private final KeycloakUnderTest keycloak;
    private final TestRealm realm;

    BulkRevocationIT(KeycloakUnderTest keycloak, TestRealm realm) {
        this.keycloak = keycloak;
        this.realm = realm;
    }

    @Test
    @Tag("database")
    void endsWhatItFindsInTheBackgroundAndTellsHowFarItIs(TestRealm own) {
        own.changeRealm(settings -> settings.setAdminEventsEnabled(true));
        own.addTokenClient("tasks");
        AccountApi alice = own.account(ALICE);
        Minted ofNotes = AccountApi.minted(alice.post("{\"label\":\"notes\",\"clientId\":\"notes\"}"));
        Minted ofTasks = AccountApi.minted(alice.post("{\"label\":\"tasks\",\"clientId\":\"tasks\"}"));
        String jwt = own.exchange().withRefreshToken(ofNotes.secret()).jwt();
        new ManyApiTokens(
                        keycloak.database(),
                        own.admin().toRepresentation().getId(),
                        own.userId(BOB),
                        own.clientId(NOTES))
                .add(MANY, 1, null, null);
        AdminApi admin = own.apiTokensAdmin();

        Answer dryRun = admin.post("/revocations?client=notes&dryRun=true", "");
        assertThat(dryRun.status()).isEqualTo(200);
        assertThat(dryRun.json().get("matching").asInt()).isEqualTo(MANY + 1);
        assertThat(own.introspection().isActive(ofNotes.secret())).isTrue();

        Answer started = admin.post("/revocations?client=notes", "");
        assertThat(started.status()).as(started.body()).isEqualTo(202);
        String id = started.json().get("id").asText();
        assertThat(started.header("Location")).endsWith("/api-tokens/revocations/" + id);
        Minted meanwhile = AccountApi.minted(alice.post("{\"label\":\"new\",\"clientId\":\"notes\"}"));
        await().atMost(Duration.ofMinutes(2)).until(() -> state(admin, id), "done"::equals);
        assertThat(admin.get("/revocations/" + id).json())
                .hasToString("{\"id\":\"%s\",\"matching\":%d,\"revoked\":%d,\"startedTimestamp\":%d,\"state\":\"done\"}"
                        .formatted(
                                id,
                                MANY + 1,
                                MANY + 1,
                                started.json().get("startedTimestamp").asLong()));
        assertThat(own.introspection().isActive(ofNotes.secret())).isFalse();
        assertThat(own.introspection().isActive(jwt)).isFalse();
        assertThat(own.accountWith(ofTasks.secret()).get("/self").status()).isEqualTo(200);
        assertThat(own.introspection().isActive(meanwhile.secret())).isTrue();
        assertThat(admin.get("/count?client=notes&status=active").json().asInt())
                .isEqualTo(1);
        assertThat(own.admin().getAdminEvents())
                .anySatisfy(event -> assertThat(event.getResourceType()).isEqualTo("API_TOKEN_REVOCATION"));
        assertThat(own.account(ALICE)
                        .get("/" + ofNotes.id())
                        .json()
                        .get("revokedBy")
                        .asText())
                .isEqualTo("admin");
    }

    @Test
    @Tag("database")
    void commentThatNotEveryDatabaseHoldsIsReplacedInTheAdminEvent(TestRealm own) {
        own.changeRealm(settings -> {
            settings.setAdminEventsEnabled(true);
            settings.setAdminEventsDetailsEnabled(true);
        });
        own.account(ALICE).mint("gone");
        AdminApi admin = own.apiTokensAdmin();
        Answer started = admin.post("/revocations?client=notes&comment=%F0%9F%98%80", "");
        assertThat(started.status()).as(started.body()).isEqualTo(202);
        assertThat(own.admin().getAdminEvents())
                .anySatisfy(event -> assertThat(event.getRepresentation()).contains("\"comment\":[\"\uFFFD\"]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"client\":\"nope\"}|client", "{\"comment\":\"leaver\"}|comment", "client=nope|", "[]|"})
    void law10FilterInTheBodyEndsNothing(String body, String field) {
        Minted minted = realm.account(ALICE).mint("kept despite " + body);
        Answer answer = realm.apiTokensAdmin().post("/revocations?all=true", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().get("errorMessage").asText()).isEqualTo("apiTokenInvalidBody");
        assertThat(answer.json().path("field").asText(null)).isEqualTo(field);
        assertThat(realm.introspection().isActive(minted.secret())).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'', , apiTokenFilterRequired",
        "dryRun=true, , apiTokenFilterRequired",
        "all=false, , apiTokenFilterRequired",
        "all=true&client=notes, all, apiTokenParameterInvalid",
        "all=yes, all, apiTokenParameterInvalid",
        "clientId=notes, clientId, apiTokenParameterInvalid",
        "client=nope, client, apiTokenParameterInvalid",
        "client=, client, apiTokenParameterInvalid",
        "client=notes&client=tasks, client, apiTokenParameterInvalid",
        "user=x&status=active, status, apiTokenParameterInvalid",
        "createdTo=yesterday, createdTo, apiTokenParameterInvalid",
        "user=x&dryRun=1, dryRun, apiTokenParameterInvalid",
        "all=true&expected=-1, expected, apiTokenParameterInvalid",
        "search=*, search, apiTokenParameterInvalid",
        "scope=notes:raed, scope, apiTokenParameterInvalid"
    })
    void law10FilterThatIsNotUnderstoodEndsNothing(String query, String field, String error) {
        Minted minted = realm.account(ALICE).mint("kept " + query);
        Answer answer = realm.apiTokensAdmin().post("/revocations?" + query, "");
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().get("errorMessage").asText()).isEqualTo(error);
        assertThat(answer.json().path("field").asText(null)).isEqualTo(field);
        assertThat(realm.introspection().isActive(minted.secret())).isTrue();
    }

    @Test
    void takesThePermissionToManageAllUsers(TestRealm own) {
        own.addManagementRoles(BOB, "view-users", "query-users");
        AdminApi viewer = own.apiTokensAdmin(own.accessToken(BOB));
        assertThat(viewer.post("/revocations?client=notes&dryRun=true", "").status())
                .isEqualTo(403);
        assertThat(viewer.get("/revocations/unknown").status()).isEqualTo(403);
        assertThat(own.apiTokensAdmin().get("/revocations/unknown").status()).isEqualTo(404);
    }

    @Test
    void endsNothingWhereThereAreMoreThanTheAdminWasTold(TestRealm own) {
        Minted minted = own.account(ALICE).mint("kept");
        Answer grown = own.apiTokensAdmin().post("/revocations?client=notes&expected=0", "");
        assertThat(grown.status()).isEqualTo(409);
        assertThat(grown.json().get("errorMessage").asText()).isEqualTo("apiTokenRevocationGrown");
        assertThat(own.introspection().isActive(minted.secret())).isTrue();
        assertThat(own.apiTokensAdmin()
                        .post("/revocations?client=notes&expected=1", "")
                        .status())
                .isEqualTo(202);
    }

    @Test
    @Tag("database")
    void shortOnesComeToTheirEndAsWell(TestRealm own) {
        AdminApi admin = own.apiTokensAdmin();
        for (int i = 0; i < 30; i++) {
            String id = begin(admin, "search=nothing");
            await().until(() -> state(admin, id), "done"::equals);
        }
    }

    @Test
    void canBeStopped(TestRealm own) {
        new ManyApiTokens(
                        keycloak.database(),
                        own.admin().toRepresentation().getId(),
                        own.userId(BOB),
                        own.clientId(NOTES))
                .add(MANY, 1, null, null);
        AdminApi admin = own.apiTokensAdmin();
        String id = begin(admin, "client=notes");
        assertThat(admin.delete("/revocations/" + id).status()).isEqualTo(204);
        await().until(() -> state(admin, id), "cancelled"::equals);
        int revoked = admin.get("/revocations/" + id).json().get("revoked").asInt();
        assertThat(revoked).isLessThan(MANY);
        assertThat(admin.get("/count?status=active").json().asInt()).isEqualTo(MANY - revoked);
        assertThat(admin.delete("/revocations/unknown").status()).isEqualTo(404);
    }

    static Stream<Arguments> losses() {
        Map<String, Consumer<TestRealm>> losses = new LinkedHashMap<>();
        losses.put("the role is taken away", own -> own.removeManagementRoles(BOB, "manage-users"));
        losses.put("the admin is disabled", own -> own.changeUser(BOB, bob -> bob.setEnabled(false)));
        losses.put("the admin is removed", own -> own.user(BOB).remove());
        return losses.entrySet().stream().map(loss -> Arguments.of(Named.of(loss.getKey(), loss.getValue())));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void noTokenEndsAfterItsAdminHasLostThePermission(Consumer<TestRealm> loss, TestRealm own) {
        own.addManagementRoles(BOB, "manage-users");
        endsNothingAfter(loss, own, own.apiTokensAdmin(own.accessToken(BOB)));
    }

    @Test
    void noTokenEndsAfterTheClientOfAServiceAccountWasDisabled(TestRealm own) {
        own.addClient("robot", client -> {
            client.setSecret("robot-secret");
            client.setServiceAccountsEnabled(true);
        });
        String robot = own.client("robot").getServiceAccountUser().getUsername();
        own.addManagementRoles(robot, "manage-users");
        String accessToken = own.token(
                Map.of("grant_type", "client_credentials", "client_id", "robot", "client_secret", "robot-secret"));
        endsNothingAfter(
                disabled -> disabled.changeClient("robot", client -> client.setEnabled(false)),
                own,
                own.apiTokensAdmin(accessToken));
    }

    private void endsNothingAfter(Consumer<TestRealm> loss, TestRealm own, AdminApi admin) {
        String realmId = own.admin().toRepresentation().getId();
        new ManyApiTokens(keycloak.database(), realmId, own.userId(ALICE), own.clientId(NOTES))
                .add(MANY, 1, null, null);
        String id = begin(admin, "client=notes");
        await().pollInterval(Duration.ofMillis(5)).until(() -> active(realmId) < MANY);
        loss.accept(own);
        // One revocation was under way, and still has the permission of that moment.
        long left = active(realmId) - 1;
        await().until(() -> state(own.apiTokensAdmin(), id), "cancelled"::equals);
        assertThat(active(realmId)).isBetween(Math.max(left, 1), left + 1);
        assertThat(own.apiTokensAdmin()
                        .get("/revocations/" + id)
                        .json()
                        .get("revoked")
                        .asLong())
                .isEqualTo(MANY - active(realmId));
    }

    private long active(String realmId) {
        return keycloak.database()
                .count("select count(*) from API_TOKEN where REALM_ID = ? and REVOKED_TIMESTAMP is null", realmId);
    }

    private static String begin(AdminApi admin, String filter) {
        Answer started = admin.post("/revocations?" + filter, "");
        assertThat(started.status()).as(started.body()).isEqualTo(202);
        return started.json().get("id").asText();
    }

    private static String state(AdminApi admin, String id) {
        return admin.get("/revocations/" + id).json().get("state").asText();
    }

    @Test
    @Tag("database")
    void progressIsOfOneRealm(TestRealm own, TestRealm other) {
        String id = own.apiTokensAdmin()
                .post("/revocations?search=nothing", "")
                .json()
                .get("id")
                .asText();
        for (TestRealm asked : List.of(own, other)) {
            assertThat(asked.apiTokensAdmin().get("/revocations/" + id).status())
                    .isEqualTo(asked == own ? 200 : 404);
        }
    }
}
