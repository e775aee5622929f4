package io.apitokens.keycloak.tests.rest;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.EventRepresentation;

import static io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.body;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests the user events of API tokens. */
@IntegrationTest
class EventsIT {

    private static final String UNKNOWN = "kcat_00000000000000000000000000000000000000000000u2SrQ";

    // Callers without credentials can cause these error events.
    private static final List<String> ANONYMOUS = List.of(
            "INTROSPECT_TOKEN",
            "INTROSPECT_TOKEN_ERROR",
            "REMOVE_CREDENTIAL_ERROR",
            "REVOKE_GRANT",
            "REVOKE_GRANT_ERROR",
            "UPDATE_CREDENTIAL_ERROR");

    @Test
    void mintingChangingAndRevokingAreCredentialEvents(TestRealm realm) {
        AccountApi alice = realm.account(ALICE);
        Minted minted = alice.mint("audited");
        alice.put(minted.id(), body().put("label", "renamed"));
        alice.delete("/" + minted.id());

        List<EventRepresentation> events = events(realm, "REMOVE_CREDENTIAL", "UPDATE_CREDENTIAL");
        assertThat(events)
                .extracting(event -> event.getDetails().get("action"))
                .containsExactly("revoke", "change", "mint");
        assertThat(events).allSatisfy(event -> {
            assertThat(event.getUserId()).isEqualTo(realm.userId(ALICE));
            assertThat(event.getClientId()).isEqualTo("test-console");
            assertThat(event.getIpAddress()).isNotEmpty();
            assertThat(event.getDetails())
                    .containsEntry("api_token_id", minted.id())
                    .containsEntry("api_token_client", NOTES)
                    .containsEntry("credential_type", "api-token")
                    .containsEntry("selected_credential_id", minted.id())
                    .containsEntry("credential_id", minted.id())
                    .doesNotContainKey("credential_user_label");
            assertThat(event.getDetails().toString()).doesNotContain(minted.secret());
        });
        assertThat(events)
                .extracting(event -> event.getDetails().get("api_token_label"))
                .containsExactly("renamed", "renamed", "audited");
    }

    @Test
    void expiryOfANewSecretIsADetail(TestRealm realm) {
        AccountApi alice = realm.account(ALICE);
        Minted minted = alice.mint("forever");
        long expires = alice.post("/" + minted.id() + "/rotate", "{\"lifetime\":3600}")
                .json()
                .get("expiresTimestamp")
                .asLong();
        alice.post("/" + minted.id() + "/rotate", "{}");
        alice.post("{\"label\":\"yearly\",\"expiresTimestamp\":4102444800000}");
        assertThat(events(realm, "UPDATE_CREDENTIAL"))
                .extracting(event -> event.getDetails().get("api_token_expires"))
                .containsExactly("4102444800000", Long.toString(expires), Long.toString(expires), null);
    }

    @Test
    void revokingAllTellsOfEachToken(TestRealm realm) {
        AccountApi alice = realm.account(ALICE);
        alice.mint("one");
        alice.mint("two");
        alice.revokeAll();
        assertThat(events(realm, "REMOVE_CREDENTIAL"))
                .extracting(event -> event.getDetails().get("api_token_label"))
                .containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void emojiIsReplacedBecauseNotEveryEventTableHoldsIt(TestRealm realm) {
        realm.account(ALICE).mint("夜間 👩‍💻");
        assertThat(events(realm, "UPDATE_CREDENTIAL")).singleElement().satisfies(event -> assertThat(event.getDetails())
                .containsEntry("api_token_label", "夜間 \uFFFD\u200D\uFFFD"));
    }

    @Test
    void refusalIsAnErrorEventWithItsReason(TestRealm realm) {
        AccountApi alice = realm.account(ALICE);
        alice.mint("taken");
        alice.post(body().put("label", "taken"));
        alice.put("unknown", body().put("label", "x"));
        alice.delete("/unknown");
        List<EventRepresentation> errors = events(realm, "UPDATE_CREDENTIAL_ERROR", "REMOVE_CREDENTIAL_ERROR");
        assertThat(errors)
                .extracting(EventRepresentation::getError)
                .containsExactly("credential_not_found", "credential_not_found", "invalid_request");
        assertThat(errors.get(2).getDetails()).containsEntry("reason", "apiTokenLabelExists");
    }

    @Test
    void removalOfTheUserRevokesFirst(TestRealm realm) {
        realm.account(ALICE).mint("left behind");
        realm.user(ALICE).remove();
        assertThat(events(realm, "REMOVE_CREDENTIAL")).singleElement().satisfies(event -> assertThat(event.getDetails())
                .containsEntry("reason", "user_removed"));
    }

    @Test
    void removalOfTheClientRevokesFirst(TestRealm realm) {
        realm.account(ALICE).mint("left behind");
        realm.client(NOTES).remove();
        assertThat(events(realm, "REMOVE_CREDENTIAL")).singleElement().satisfies(event -> assertThat(event.getDetails())
                .containsEntry("reason", "client_removed"));
    }

    @Test
    void introspectionKeepsItsOwnEventTypeAndSaysWhyATokenIsInactive(TestRealm realm) {
        realm.changeRealm(representation ->
                representation.setEnabledEventTypes(List.of("INTROSPECT_TOKEN", "INTROSPECT_TOKEN_ERROR")));
        Minted minted = realm.account(ALICE).mint("watched");
        realm.introspection().of(minted.secret());
        realm.account(ALICE).delete("/" + minted.id());
        realm.introspection().of(minted.secret());

        assertThat(events(realm, "INTROSPECT_TOKEN")).singleElement().satisfies(event -> {
            assertThat(event.getClientId()).isEqualTo("notes-api");
            assertThat(event.getUserId()).isEqualTo(realm.userId(ALICE));
            assertThat(event.getDetails())
                    .containsAllEntriesOf(Map.of("api_token_id", minted.id(), "token_id", minted.id()));
        });
        assertThat(events(realm, "INTROSPECT_TOKEN_ERROR")).singleElement().satisfies(event -> {
            assertThat(event.getError()).isEqualTo("invalid_token");
            assertThat(event.getDetails())
                    .containsEntry("reason", "API token is revoked")
                    .containsEntry("api_token_id", minted.id());
        });
    }

    @Test
    void nothingOfAnotherRealmsTokenIsInAnEventOfThisRealm(TestRealm realm, TestRealm other) {
        realm.changeRealm(representation -> representation.setEnabledEventTypes(List.of("INTROSPECT_TOKEN_ERROR")));
        Minted foreign = other.account(ALICE).mint("elsewhere");
        realm.introspection().of(foreign.secret());
        assertThat(events(realm, "INTROSPECT_TOKEN_ERROR")).singleElement().satisfies(event -> {
            assertThat(event.getUserId()).isNull();
            assertThat(event.getDetails())
                    .containsEntry("reason", "API token is of another realm")
                    .doesNotContainKeys("api_token_id", "api_token_label");
        });
    }

    @Test
    void unknownSecretLeavesNoEvent(TestRealm realm, TestRealm other) {
        realm.changeRealm(settings -> settings.setEnabledEventTypes(ANONYMOUS));
        String foreign = other.account(ALICE).mint("elsewhere").secret();
        for (String bearer : Arrays.asList(null, "", "junk", "kcat_junk", UNKNOWN, foreign, foreign + " " + foreign)) {
            AccountApi caller = realm.accountWith(bearer);
            assertThat(caller.get("/self").status()).as(bearer).isEqualTo(401);
            assertThat(caller.delete("/self").status()).as(bearer).isEqualTo(401);
            assertThat(caller.get("").status()).as(bearer).isEqualTo(401);
            assertThat(caller.post("{}").status()).as(bearer).isEqualTo(401);
            assertThat(caller.revokeAll().status()).as(bearer).isEqualTo(401);
        }
        for (String report : List.of("", "{}", "{\"secrets\":[\"junk\",\"%s\",\"%s\"]}".formatted(UNKNOWN, foreign))) {
            realm.accountWith(null).post("/leaked", report);
        }
        realm.revocation().revoke(UNKNOWN);
        realm.revocation().revoke(foreign);
        assertThat(events(realm, ANONYMOUS.toArray(String[]::new))).isEmpty();
    }

    @Test
    void useOfAnEndedTokenAtItselfIsAnEventOfItsUser(TestRealm realm) {
        realm.changeRealm(settings -> settings.setEnabledEventTypes(ANONYMOUS));
        Minted minted = realm.account(ALICE).mint("ended");
        realm.account(ALICE).delete("/" + minted.id());
        realm.accountWith(minted.secret()).get("/self");
        realm.accountWith(minted.secret()).delete("/self");
        realm.revocation().revoke(minted.secret());
        assertThat(events(realm, "INTROSPECT_TOKEN_ERROR", "REMOVE_CREDENTIAL_ERROR"))
                .hasSize(2)
                .allSatisfy(event -> {
                    assertThat(event.getUserId()).isEqualTo(realm.userId(ALICE));
                    assertThat(event.getDetails())
                            .containsEntry("api_token_id", minted.id())
                            .containsEntry("reason", "API token is revoked");
                });
        assertThat(events(realm, "REVOKE_GRANT_ERROR")).hasSize(1);
    }

    /** Returns the events, newest first. */
    private static List<EventRepresentation> events(TestRealm realm, String... types) {
        return realm.admin().getEvents(List.of(types), null, null, null, null, null, null, null);
    }
}
