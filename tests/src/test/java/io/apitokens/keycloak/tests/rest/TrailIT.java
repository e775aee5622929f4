package io.apitokens.keycloak.tests.rest;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.AdminApi;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.AdminEventRepresentation;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tests the history of an API token, which admins read, and the comment with which they revoke one. */
@IntegrationTest
class TrailIT {

    @Test
    void trailTellsWhatHappenedToTheTokenAndToNoOther(TestRealm realm) {
        AccountApi alice = realm.account(ALICE);
        Minted minted = alice.mint("watched");
        alice.mint("another");
        alice.put(minted.id(), "{\"label\":\"watched closely\"}");
        alice.post("/" + minted.id() + "/rotate", "{}");
        realm.introspection().of(minted.secret());
        realm.apiTokensAdmin().delete("/" + minted.id());

        JsonNode trail = trail(realm, minted, "").json();
        assertThat(actions(trail)).startsWith("revoke").endsWith("rotate", "change", "mint");
        assertThat(trail.findValuesAsText("api_token_id")).containsOnly(minted.id());
        assertThat(trail.findValuesAsText("userId")).containsOnly(realm.userId(ALICE));
        assertThat(trail.toString()).doesNotContain(minted.secret());
        assertThat(actions(trail(realm, minted, "?first=1&max=1").json()))
                .containsExactly(actions(trail).get(1));
    }

    @Test
    void trailIsEmptyWhereTheRealmSavesNoEvents(TestRealm realm) {
        realm.changeRealm(settings -> settings.setEventsEnabled(false));
        Minted minted = realm.account(ALICE).mint("unwatched");
        assertThat(trail(realm, minted, "").json()).isEmpty();
    }

    @Test
    void trailTakesThePermissionsToViewTheUserAndEvents(TestRealm realm) {
        Minted minted = realm.account(ALICE).mint("watched");
        realm.addManagementRoles(BOB, "view-users");
        assertThat(trail(realm.apiTokensAdmin(realm.accessToken(BOB)), minted, "")
                        .status())
                .isEqualTo(403);
        realm.addManagementRoles(BOB, "view-events");
        assertThat(trail(realm.apiTokensAdmin(realm.accessToken(BOB)), minted, "")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void commentOfAnAdminIsKeptAndToldToTheUser(TestRealm realm) {
        realm.changeRealm(settings -> {
            settings.setAdminEventsEnabled(true);
            settings.setAdminEventsDetailsEnabled(true);
        });
        Minted minted = realm.account(ALICE).mint("compromised");
        assertThat(realm.apiTokensAdmin()
                        .delete("/" + minted.id() + "?comment=%20Laptop%20stolen%20%3Cb%3E%F0%9F%98%80%20")
                        .status())
                .isEqualTo(200);
        String comment = "Laptop stolen <b>😀";
        assertThat(realm.apiTokensAdmin()
                        .get("/" + minted.id())
                        .json()
                        .get("revokedComment")
                        .asText())
                .isEqualTo(comment);
        assertThat(realm.account(ALICE)
                        .get("/" + minted.id())
                        .json()
                        .get("revokedComment")
                        .asText())
                .isEqualTo(comment);
        assertThat(trail(realm, minted, "")
                        .json()
                        .get(0)
                        .at("/details/api_token_comment")
                        .asText())
                .isEqualTo("Laptop stolen <b>\uFFFD");
        AdminEventRepresentation event = realm.admin().getAdminEvents().stream()
                .filter(found -> "API_TOKEN".equals(found.getResourceType()))
                .findFirst()
                .orElseThrow();
        assertThat(event.getOperationType()).isEqualTo("DELETE");
        assertThat(event.getResourcePath()).isEqualTo("api-tokens/" + minted.id());
    }

    @Test
    void commentOnARevocationOfManyIsKeptWithEach(TestRealm realm) {
        Minted minted = realm.account(ALICE).mint("one of many");
        String path = "/revocations?client=notes&comment=audit";
        JsonNode progress = realm.apiTokensAdmin().post(path, "").json();
        await().until(() -> realm.apiTokensAdmin()
                .get("/revocations/" + progress.get("id").asText())
                .json()
                .get("state")
                .asText()
                .equals("done"));
        assertThat(realm.apiTokensAdmin()
                        .get("/" + minted.id())
                        .json()
                        .get("revokedComment")
                        .asText())
                .isEqualTo("audit");
    }

    @Test
    void commentDoesNotNarrowARevocationOfMany(TestRealm realm) {
        Minted minted = realm.account(ALICE).mint("stays");
        Answer answer = realm.apiTokensAdmin().post("/revocations?comment=oops", "");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("errorMessage").asText()).isEqualTo("apiTokenFilterRequired");
        assertThat(realm.introspection().isActive(minted.secret())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"two%0Alines", "line%E2%80%A8separator", "right%E2%80%AEleft", "LONG"})
    void commentThatMakesNoSenseEndsNothing(String comment, TestRealm realm) {
        Minted minted = realm.account(ALICE).mint("stays");
        String typed = comment.replace("LONG", "x".repeat(251));
        for (Answer answer : List.of(
                realm.apiTokensAdmin().delete("/" + minted.id() + "?comment=" + typed),
                realm.apiTokensAdmin().post("/revocations?client=notes&comment=" + typed, ""))) {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().get("errorMessage").asText()).isEqualTo("apiTokenCommentInvalid");
            assertThat(answer.json().get("field").asText()).isEqualTo("comment");
        }
        assertThat(realm.introspection().isActive(minted.secret())).isTrue();
    }

    private static Answer trail(TestRealm realm, Minted minted, String query) {
        return trail(realm.apiTokensAdmin(), minted, query);
    }

    private static Answer trail(AdminApi admin, Minted minted, String query) {
        return admin.get("/" + minted.id() + "/events" + query);
    }

    private static List<String> actions(JsonNode trail) {
        List<String> actions = new ArrayList<>();
        trail.forEach(event -> actions.add(event.at("/details/action").asText()));
        return actions;
    }
}
