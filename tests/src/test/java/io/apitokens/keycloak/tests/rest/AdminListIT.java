package io.apitokens.keycloak.tests.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.AdminApi;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.LimitedAdmin;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.EventRepresentation;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.CAROL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tests the list of admins, and how they revoke API tokens, as far as they may view and manage the users. */
@IntegrationTest
@Tag("database")
@Tag("compatibility")
class AdminListIT {

    private final TestRealm realm;
    private Minted read;
    private Minted everything;
    private Minted bobs;
    private Minted ended;

    AdminListIT(TestRealm realm) {
        this.realm = realm;
    }

    @BeforeAll
    void mint() {
        realm.addTokenClient("tasks");
        AccountApi alice = realm.account(ALICE);
        read = AccountApi.minted(
                alice.post("{\"label\":\"Alice reads\",\"clientId\":\"notes\",\"scopes\":[\"notes:read\"]}"));
        everything = AccountApi.minted(alice.post("{\"label\":\"all 100%\",\"clientId\":\"notes\",\"lifetime\":3600}"));
        ended = AccountApi.minted(alice.post("{\"label\":\"ended\",\"clientId\":\"tasks\",\"scopes\":[]}"));
        alice.delete("/" + ended.id());
        bobs = AccountApi.minted(realm.account(BOB).post("{\"label\":\"bob's\",\"clientId\":\"tasks\",\"scopes\":[]}"));
        realm.introspection().of(read.secret());
        await().untilAsserted(() ->
                assertThat(labels(realm.apiTokensAdmin(), "?neverUsed=false")).containsExactly("Alice reads"));
    }

    @Test
    void tokenTellsWhoseItIsAndNeverItsSecret() {
        JsonNode token = realm.apiTokensAdmin().get("/" + read.id()).json();
        assertThat(token.get("id").asText()).isEqualTo(read.id());
        assertThat(token.get("userId").asText()).isEqualTo(realm.userId(ALICE));
        assertThat(token.get("username").asText()).isEqualTo(ALICE);
        assertThat(token.at("/scopes/0/name").asText()).isEqualTo("notes:read");
        assertThat(token.at("/lastUse/clientId").asText()).isEqualTo("notes-api");
        assertThat(token.has("secret")).isFalse();
        assertThat(realm.apiTokensAdmin().get("").body()).doesNotContain(read.secret(), "\"secret\"");
    }

    @ParameterizedTest
    @CsvSource({
        "'', bob's|ended|all 100%|Alice reads",
        "?sort=oldest, Alice reads|all 100%|ended|bob's",
        "?sort=label, Alice reads|all 100%|bob's|ended",
        "?sort=last_used&max=1, Alice reads",
        "?sort=expires&max=1, all 100%",
        "?first=1&max=2, ended|all 100%",
        "?user={alice}, ended|all 100%|Alice reads",
        "?user=nobody, ''",
        "?client=tasks, bob's|ended",
        "?search=ALICE, Alice reads",
        "?search=all%20100%25, all 100%",
        "?search=100%25, ''",
        "?search=alice*, Alice reads",
        "?search=*100%25*, all 100%",
        "?search=*_*, ''",
        "?search=_nded, ''",
        "?search=%22ENDED%22, ended",
        "?search=%22ende%22, ''",
        "?search=%22, ''",
        "?status=active, bob's|all 100%|Alice reads",
        "?status=revoked, ended",
        "?status=expired, ''",
        "?status=active&scope=notes:read, all 100%|Alice reads",
        "?status=revoked&scope=basic, ended",
        "?scope=basic, bob's|ended|all 100%|Alice reads",
        "?lastUsedTo=9223372036854775807, Alice reads",
        "?scope=notes:read, all 100%|Alice reads",
        "?scope=notes:write, all 100%",
        "?search=all%20, all 100%",
        "?search=all%20100%25*, all 100%",
        "?neverUsed=true, bob's|ended|all 100%",
        "?neverUsed=false, Alice reads",
        "?createdTo=1, ''",
        "?createdFrom=1, bob's|ended|all 100%|Alice reads",
        "?lastUsedFrom=1, Alice reads",
        "?expiresFrom=1, all 100%",
        "?expiresTo=1, ''",
        "?neverExpires=true, bob's|ended|Alice reads",
        "?neverExpires=false, all 100%",
        "?everything=true, all 100%",
        "?everything=false, bob's|ended|Alice reads",
        "?everything=false&scope=notes:read, Alice reads",
        "?unusedSince=1, ''",
        "?unusedSince=9999999999999, bob's|ended|all 100%|Alice reads",
        "?lastUsedTo=9999999999999, Alice reads",
        "?status=active&neverUsed=true&client=tasks, bob's"
    })
    void filtersNarrowTheListAndItsCount(String query, String labels) {
        String resolved = query.replace("{alice}", realm.userId(ALICE));
        String[] expected = labels.isEmpty() ? new String[0] : labels.split("\\|");
        assertThat(labels(realm.apiTokensAdmin(), resolved)).containsExactly(expected);
        if (!query.contains("max=")) {
            assertThat(realm.apiTokensAdmin().get("/count" + resolved).json().asInt())
                    .isEqualTo(expected.length);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client=notes",
                "status=revoked",
                "status=expired",
                "status=active&scope=notes:read",
                "status=revoked&scope=basic",
                "scope=basic",
                "scope=notes:read",
                "scope=notes:write&neverUsed=true",
                "neverExpires=true",
                "search=*a*"
            })
    void pagesInEachOrderAreTheWholeListInParts(String filter) {
        AdminApi admin = realm.apiTokensAdmin();
        for (String sort : List.of("newest", "oldest", "label", "last_used", "expires")) {
            String query = "?" + filter + "&sort=" + sort;
            List<String> whole = labels(admin, query + "&max=100");
            List<String> parts = new ArrayList<>();
            for (int first = 0; first < whole.size(); first += 2) {
                parts.addAll(labels(admin, query + "&max=2&first=" + first));
            }
            assertThat(parts).as(query).doesNotHaveDuplicates().isEqualTo(whole);
            assertThat(admin.get("/count?" + filter).json().asInt()).as(query).isEqualTo(whole.size());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status=x",
                "sort=x",
                "first=-1",
                "max=0",
                "max=101",
                "neverUsed=1",
                "createdFrom=now",
                "unusedSince=yesterday",
                "neverExpires=no",
                "everything=1",
                "client=x",
                "scope=notes:rea",
                "first=10001"
            })
    void parameterThatMakesNoSenseIsNamed(String query) {
        for (String path : List.of("?", "/count?")) {
            if (path.equals("/count?") && query.matches("(sort|first|max).*")) {
                continue;
            }
            Answer answer = realm.apiTokensAdmin().get(path + query);
            assertThat(answer.status()).as(path).isEqualTo(400);
            assertThat(answer.json().get("field").asText()).isEqualTo(query.split("=")[0]);
        }
    }

    @Test
    void pagesStayAsTheyWereForWhoBoundsThemInTime(TestRealm own) {
        AccountApi alice = own.account(ALICE);
        for (int i = 0; i < 5; i++) {
            alice.mint("token " + i);
        }
        long now = own.apiTokensAdmin()
                        .get("?max=1")
                        .json()
                        .get(0)
                        .get("createdTimestamp")
                        .asLong()
                + 1;
        List<String> first = labels(own.apiTokensAdmin(), "?max=3&createdTo=" + now);
        alice.mint("meanwhile");
        List<String> all = new ArrayList<>(first);
        all.addAll(labels(own.apiTokensAdmin(), "?first=3&max=3&createdTo=" + now));
        assertThat(all).containsExactly("token 4", "token 3", "token 2", "token 1", "token 0");
    }

    @Test
    void derivedSessionIsShownWhileThereIsOne(TestRealm own) {
        Minted minted = own.account(ALICE).mint("exchanged");
        assertThat(own.apiTokensAdmin().get("/" + minted.id() + "/sessions").json())
                .isEmpty();
        own.exchange().withRefreshToken(minted.secret());
        JsonNode sessions =
                own.apiTokensAdmin().get("/" + minted.id() + "/sessions").json();
        assertThat(sessions).hasSize(1);
        assertThat(sessions.get(0).get("id").asText()).isEqualTo(minted.sessionId());
    }

    @Test
    void adminEndsATokenAndEverythingMadeFromIt(TestRealm own) {
        own.changeRealm(settings -> settings.setAdminEventsEnabled(true));
        Minted minted = own.account(ALICE).mint("ended by an admin");
        String jwt = own.exchange().withRefreshToken(minted.secret()).jwt();
        assertThat(own.apiTokensAdmin().delete("/" + minted.id()).json())
                .hasToString("{\"revoked\":1,\"refreshTokens\":1}");
        assertThat(own.introspection().isActive(minted.secret())).isFalse();
        assertThat(own.introspection().isActive(jwt)).isFalse();
        assertThat(own.apiTokensAdmin().delete("/" + minted.id()).json())
                .hasToString("{\"revoked\":0,\"refreshTokens\":0}");
        assertThat(own.account(ALICE)
                        .get("/" + minted.id())
                        .json()
                        .get("revokedBy")
                        .asText())
                .isEqualTo("admin");
        EventRepresentation event = own.admin()
                .getEvents(List.of("REMOVE_CREDENTIAL"), null, null, null, null, null, 0, 1)
                .get(0);
        assertThat(event.getUserId()).isEqualTo(own.userId(ALICE));
        assertThat(event.getDetails()).containsEntry("api_token_actor", "admin").containsKey("api_token_admin");
        assertThat(own.admin().getAdminEvents())
                .anySatisfy(found -> assertThat(found.getResourcePath()).isEqualTo("api-tokens/" + minted.id()));
    }

    @Test
    void adminWhoRevokedIsNamedToWhoeverMayViewThatUser(TestRealm own) {
        Minted byCarol = own.account(ALICE).mint("ended by carol");
        Minted byServer = own.account(ALICE).mint("ended by the server's admin");
        AdminApi server = own.apiTokensAdmin();
        AdminApi carol = own.apiTokensAdmin(own.accessToken(CAROL));
        assertThat(carol.get("/" + byCarol.id()).json().has("revokedByAdmin")).isFalse();
        carol.delete("/" + byCarol.id());
        server.delete("/" + byServer.id());

        String named =
                "{\"id\":\"%s\",\"realm\":\"%s\",\"username\":\"carol\"}".formatted(own.userId(CAROL), own.name());
        assertThat(revokedByAdmin(carol, byCarol)).hasToString(named);
        assertThat(revokedByAdmin(server, byCarol)).hasToString(named);
        assertThat(revokedByAdmin(server, byServer).get("realm").asText()).isEqualTo("master");
        assertThat(revokedByAdmin(server, byServer).get("username").asText()).isEqualTo("admin");
        assertThat(revokedByAdmin(carol, byServer).fieldNames()).toIterable().containsExactly("id");
        LimitedAdmin.allow(own, BOB, own.userId(ALICE));
        AdminApi bob = own.apiTokensAdmin(own.accessToken(BOB));
        assertThat(revokedByAdmin(bob, byCarol).fieldNames()).toIterable().containsExactly("id");
        assertThat(own.account(ALICE).get("/" + byCarol.id()).json().has("revokedByAdmin"))
                .isFalse();
    }

    private static JsonNode revokedByAdmin(AdminApi admin, Minted minted) {
        return admin.get("/" + minted.id()).json().get("revokedByAdmin");
    }

    @Test
    void takesThePermissionsOfTheUsers(TestRealm own) {
        Minted minted = own.account(ALICE).mint("alice's");
        AdminApi nobody = own.apiTokensAdmin(own.accessToken(BOB));
        for (String path : List.of("", "/count", "/" + minted.id(), "/unknown", "/" + minted.id() + "/sessions")) {
            assertThat(nobody.get(path).status()).as(path).isEqualTo(403);
        }
        assertThat(nobody.delete("/" + minted.id()).status()).isEqualTo(403);
        assertThat(nobody.delete("/unknown").status()).isEqualTo(403);

        own.addManagementRoles(BOB, "view-users");
        AdminApi viewer = own.apiTokensAdmin(own.accessToken(BOB));
        assertThat(labels(viewer, "")).containsExactly("alice's");
        assertThat(viewer.get("/" + minted.id()).json().at("/access/manage").booleanValue())
                .isFalse();
        assertThat(viewer.get("/unknown").status()).isEqualTo(404);
        assertThat(viewer.delete("/" + minted.id()).status()).isEqualTo(403);
        assertThat(own.introspection().isActive(minted.secret())).isTrue();

        own.addManagementRoles(BOB, "manage-users");
        assertThat(own.apiTokensAdmin(own.accessToken(BOB))
                        .delete("/" + minted.id())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void fineGrainedAdminSeesAndCountsOnlyTheUsersAllowed(TestRealm own) {
        Minted alices = own.account(ALICE).mint("alice's");
        Minted carols = own.account(CAROL).mint("carol's");
        LimitedAdmin.allow(own, BOB, own.userId(ALICE));
        AdminApi bob = own.apiTokensAdmin(own.accessToken(BOB));
        assertThat(labels(bob, "")).containsExactly("alice's");
        assertThat(bob.get("/count").json().asInt()).isEqualTo(1);
        assertThat(bob.get("/count?user=" + own.userId(CAROL)).json().asInt()).isZero();
        assertThat(bob.get("/" + alices.id()).status()).isEqualTo(200);
        assertThat(bob.get("/" + carols.id()).status()).isEqualTo(403);
        assertThat(bob.delete("/" + alices.id()).status()).isEqualTo(403);
        assertThat(labels(own.apiTokensAdmin(), "")).containsExactly("carol's", "alice's");
    }

    /** Keycloak ignores such a policy when it filters queries. */
    @Test
    void permissionThatIsOverIsNoneForListsAndCounts(TestRealm own) {
        own.account(ALICE).mint("alice's");
        own.account(CAROL).mint("carol's");
        LimitedAdmin.of(own, BOB)
                .grant(Set.of("view"), own.userId(ALICE))
                .grantUntilYesterday(Set.of("view"), own.userId(CAROL));
        AdminApi bob = own.apiTokensAdmin(own.accessToken(BOB));
        assertThat(labels(bob, "")).containsExactly("alice's");
        assertThat(bob.get("/count").json().asInt()).isEqualTo(1);
        assertThat(bob.get("/count?user=" + own.userId(CAROL)).json().asInt()).isZero();
    }

    @Test
    void tokenOfAnotherRealmIsNotFound(TestRealm other) {
        assertThat(other.apiTokensAdmin().get("/" + read.id()).status()).isEqualTo(404);
        assertThat(other.apiTokensAdmin().delete("/" + read.id()).status()).isEqualTo(404);
        assertThat(other.apiTokensAdmin().get("").json()).isEmpty();
        assertThat(realm.introspection().isActive(read.secret())).isTrue();
    }

    private static List<String> labels(AdminApi admin, String query) {
        Answer answer = admin.get(query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        List<String> labels = new ArrayList<>();
        answer.json().forEach(token -> labels.add(token.get("label").asText()));
        return labels;
    }
}
