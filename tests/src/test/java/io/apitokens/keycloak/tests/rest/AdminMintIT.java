package io.apitokens.keycloak.tests.rest;

import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.AdminApi;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.representations.idm.AdminEventRepresentation;
import org.keycloak.representations.idm.EventRepresentation;

import static io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.body;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.CAROL;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.GATEWAY;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests how admins mint for users and for service accounts. */
@IntegrationTest
class AdminMintIT {

    private final TestRealm shared;

    AdminMintIT(TestRealm shared) {
        this.shared = shared;
    }

    @Test
    void tokenIsTheUsersAndTheEventSaysWhoMintedIt(TestRealm realm) {
        realm.changeRealm(settings -> {
            settings.setAdminEventsEnabled(true);
            settings.setAdminEventsDetailsEnabled(true);
        });
        Answer answer = realm.apiTokensAdmin().post("", wish(realm, ALICE).put("lifetime", 3600));
        Minted minted = AccountApi.minted(answer);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.header("Location"))
                .as("kcadm.sh would follow it, and lose the secret")
                .isNull();
        assertThat(realm.introspection().of(minted.secret()).get("sub").asText())
                .isEqualTo(realm.userId(ALICE));
        assertThat(realm.account(ALICE).labels("")).containsExactly("by an admin");

        EventRepresentation event = realm.admin()
                .getEvents(List.of("UPDATE_CREDENTIAL"), null, null, null, null, null, 0, 1)
                .get(0);
        assertThat(event.getUserId()).isEqualTo(realm.userId(ALICE));
        assertThat(event.getDetails())
                .containsEntry("action", "mint")
                .containsEntry("api_token_id", minted.id())
                .containsKey("api_token_admin");
        AdminEventRepresentation adminEvent = realm.admin().getAdminEvents().stream()
                .filter(found -> "API_TOKEN".equals(found.getResourceType()))
                .findFirst()
                .orElseThrow();
        assertThat(adminEvent.getOperationType()).isEqualTo("CREATE");
        assertThat(adminEvent.getResourcePath()).isEqualTo("api-tokens/" + minted.id());
        assertThat(adminEvent.getAuthDetails().getUserId())
                .isEqualTo(event.getDetails().get("api_token_admin"));
        assertThat(adminEvent.getRepresentation()).contains("by an admin").doesNotContain(minted.secret());
    }

    @Test
    void serviceAccountOwnsATokenAndLosesItWithItsClient(TestRealm realm) {
        realm.changeClient(GATEWAY, client -> client.setServiceAccountsEnabled(true));
        String account = realm.client(GATEWAY).getServiceAccountUser().getId();
        ObjectNode wish = body().put("userId", account).put("label", "robot").put("clientId", NOTES);
        realm.addNotesRoleToAll("read");
        Minted minted = AccountApi.minted(realm.apiTokensAdmin().post("", wish));
        assertThat(realm.introspection().of(minted.secret()).get("sub").asText())
                .isEqualTo(account);
        realm.client(GATEWAY).remove();
        assertThat(realm.introspection().isActive(minted.secret())).isFalse();
    }

    @Test
    void law5TokenOfAServiceAccountIsNothingWithoutIt(TestRealm realm) {
        realm.changeClient(GATEWAY, client -> client.setServiceAccountsEnabled(true));
        String account = realm.client(GATEWAY).getServiceAccountUser().getId();
        ObjectNode wish = body().put("userId", account).put("label", "robot").put("clientId", NOTES);
        realm.addNotesRoleToAll("read");
        Minted minted = AccountApi.minted(realm.apiTokensAdmin().post("", wish));
        realm.changeClient(GATEWAY, client -> client.setEnabled(false));
        assertThat(realm.introspection().isActive(minted.secret())).isFalse();
        realm.changeClient(GATEWAY, client -> client.setEnabled(true));
        assertThat(realm.introspection().isActive(minted.secret())).isTrue();
        realm.changeClient(GATEWAY, client -> client.setServiceAccountsEnabled(false));
        assertThat(realm.introspection().isActive(minted.secret())).isFalse();
    }

    @Test
    void takesThePermissionToConfigureTheClientOfAServiceAccount(TestRealm realm) {
        realm.changeClient(GATEWAY, client -> client.setServiceAccountsEnabled(true));
        String account = realm.client(GATEWAY).getServiceAccountUser().getId();
        ObjectNode wish = body().put("userId", account).put("label", "robot").put("clientId", NOTES);
        realm.addManagementRoles(BOB, "manage-users");
        assertThat(realm.apiTokensAdmin(realm.accessToken(BOB)).post("", wish).status())
                .isEqualTo(403);
        realm.addManagementRoles(BOB, "manage-clients");
        AccountApi.minted(realm.apiTokensAdmin(realm.accessToken(BOB)).post("", wish));
    }

    @Test
    void forThemselvesAdminsMintAsUsersDo(TestRealm realm) {
        realm.addManagementRoles(BOB, "manage-users");
        realm.apiTokensAdmin().setPolicy("{\"requiredRole\":\"notes-api.write\"}");
        AdminApi bob = realm.apiTokensAdmin(realm.accessToken(BOB));
        assertThat(bob.post("", wish(realm, BOB)).json().get("errorMessage").asText())
                .isEqualTo("apiTokenRoleRequired");
        AccountApi.minted(bob.post("", wish(realm, CAROL)));
    }

    @Test
    void takesThePermissionToManageThatUser(TestRealm realm) {
        AdminApi nobody = realm.apiTokensAdmin(realm.accessToken(BOB));
        assertThat(nobody.post("", wish(realm, ALICE)).status()).isEqualTo(403);
        assertThat(nobody.post("", body().put("userId", "unknown")).status()).isEqualTo(403);
        realm.addManagementRoles(BOB, "view-users");
        AdminApi viewer = realm.apiTokensAdmin(realm.accessToken(BOB));
        assertThat(viewer.post("", wish(realm, ALICE)).status()).isEqualTo(403);
        assertThat(viewer.post("", body().put("userId", "unknown")).status()).isEqualTo(404);
        assertThat(realm.account(ALICE).labels("")).isEmpty();
        realm.addManagementRoles(BOB, "manage-users");
        AdminApi manager = realm.apiTokensAdmin(realm.accessToken(BOB));
        AccountApi.minted(manager.post("", wish(realm, ALICE)));
    }

    @Test
    void userOfAnotherRealmIsNotFound(TestRealm realm, TestRealm other) {
        assertThat(realm.apiTokensAdmin().post("", wish(other, ALICE)).status()).isEqualTo(404);
    }

    /** Keycloak's cache of users knows the admin in each realm. */
    @Test
    void adminOfAnotherRealmIsNotFoundEither(KeycloakUnderTest keycloak, TestRealm realm) {
        String id = keycloak.admin()
                .realm("master")
                .users()
                .search("admin", true)
                .get(0)
                .getId();
        Answer answer = realm.apiTokensAdmin().post("", body().put("label", "x").put("userId", id));
        assertThat(answer.status()).as(answer.body()).isEqualTo(404);
    }

    @Test
    void policyHoldsForAdminsButForTheRoleAndTheLogin(TestRealm realm) {
        realm.apiTokensAdmin()
                .setPolicy("{\"requiredRole\":\"notes-api.write\",\"maxLifetime\":60,\"maxAuthenticationAge\":1}");
        AdminApi admin = realm.apiTokensAdmin();
        assertThat(admin.post("", wish(realm, BOB).put("lifetime", 61))
                        .json()
                        .get("errorMessage")
                        .asText())
                .isEqualTo("apiTokenLifetimeTooLong");
        AccountApi.minted(admin.post("", wish(realm, BOB)));
        realm.apiTokensAdmin().setPolicy("{\"mintingEnabled\":false}");
        assertThat(admin.post("", wish(realm, BOB)).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "'{}', 400",
        "'{\"userId\":\" \"}', 400",
        "'{\"userId\":\"\\u0000\"}', 404",
        "'{\"userId\":12}', 400",
        "'{\"user\":\"alice\"}', 400",
        "'', 400"
    })
    void wrongInputIsRefused(String body, int status) {
        assertThat(shared.apiTokensAdmin().post("", body).status()).isEqualTo(status);
    }

    @Test
    void optionsAreThoseOfTheUserAndTakeThePermissionToMint(TestRealm realm) {
        realm.addManagementRoles(BOB, "view-users");
        String bobs = "/options?user=" + realm.userId(BOB);
        assertThat(realm.apiTokensAdmin(realm.accessToken(BOB)).get(bobs).status())
                .isEqualTo(403);
        Answer answer = realm.apiTokensAdmin().get(bobs);
        assertThat(answer.json().at("/clients/0/clientId").asText()).isEqualTo(NOTES);
        assertThat(answer.json().at("/clients/0/scopes"))
                .as("bob may not write")
                .hasSize(1);
        assertThat(realm.apiTokensAdmin().get("/options?user=unknown").status()).isEqualTo(404);
        assertThat(realm.apiTokensAdmin().get("/options").status()).isEqualTo(400);
    }

    @Test
    void tokenWithoutALabelGetsTheOneThatTheOptionsSuggest(TestRealm realm) {
        realm.account(ALICE).mint("Notes");
        AdminApi admin = realm.apiTokensAdmin();
        String suggested = admin.get("/options?user=" + realm.userId(ALICE))
                .json()
                .at("/clients/0/suggestedLabel")
                .asText();
        AccountApi.minted(admin.post("", body().put("userId", realm.userId(ALICE))));
        assertThat(suggested).isEqualTo("Notes 2");
        assertThat(realm.account(ALICE).labels("")).containsExactlyInAnyOrder("Notes 2", "Notes");
    }

    private static ObjectNode wish(TestRealm realm, String username) {
        return body().put("userId", realm.userId(username))
                .put("label", "by an admin")
                .put("clientId", NOTES);
    }
}
