package io.apitokens.keycloak.tests.rest;

import java.util.List;
import java.util.Set;

import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.AdminApi;
import io.apitokens.keycloak.tests.fixture.endpoint.MintedSecrets;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.LimitedAdmin;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
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

/** Admins give API tokens of users and of service accounts new secrets. */
@IntegrationTest
class AdminRotateIT {

    private final TestRealm shared;

    AdminRotateIT(TestRealm shared) {
        this.shared = shared;
    }

    @Test
    void secretIsShownOnceAndTheEventsNameTheAdmin(TestRealm realm) {
        realm.changeRealm(settings -> {
            settings.setAdminEventsEnabled(true);
            settings.setAdminEventsDetailsEnabled(true);
        });
        Minted minted = realm.account(ALICE).mint("deployed", "notes:read");
        Answer answer = rotate(realm.apiTokensAdmin(), minted, "{\"gracePeriod\":3600}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        String secret = secret(answer);
        assertThat(realm.introspection().of(secret).get("jti").asText()).isEqualTo(minted.id());
        assertThat(realm.introspection().isActive(minted.secret()))
                .as("previous secret, in its grace period")
                .isTrue();
        assertThat(realm.apiTokensAdmin().get("/" + minted.id()).body()).doesNotContain(secret);

        EventRepresentation event = realm.admin()
                .getEvents(List.of("UPDATE_CREDENTIAL"), null, null, null, null, null, 0, 1)
                .get(0);
        assertThat(event.getUserId()).isEqualTo(realm.userId(ALICE));
        assertThat(event.getDetails())
                .containsEntry("action", "rotate")
                .containsEntry("api_token_id", minted.id())
                .containsKey("api_token_admin");
        AdminEventRepresentation adminEvent = realm.admin().getAdminEvents().stream()
                .filter(found -> "API_TOKEN".equals(found.getResourceType()))
                .findFirst()
                .orElseThrow();
        assertThat(adminEvent.getOperationType()).isEqualTo("ACTION");
        assertThat(adminEvent.getResourcePath()).isEqualTo("api-tokens/" + minted.id() + "/rotate");
        assertThat(adminEvent.getAuthDetails().getUserId())
                .isEqualTo(event.getDetails().get("api_token_admin"));
        assertThat(adminEvent.getRepresentation()).doesNotContain(secret);
    }

    @Test
    void previousSecretEndsWithoutAGracePeriod() {
        Minted minted = shared.account(ALICE).mint("leaky");
        String secret = secret(rotate(shared.apiTokensAdmin(), minted, "{}"));
        assertThat(shared.introspection().isActive(minted.secret())).isFalse();
        assertThat(shared.introspection().isActive(secret)).isTrue();
    }

    @Test
    void takesThePermissionToActAsThatUser(TestRealm realm) {
        Minted minted = realm.account(ALICE).mint("alice's");
        assertThat(rotate(realm.apiTokensAdmin(realm.accessToken(BOB)), minted, "{}")
                        .status())
                .isEqualTo(403);
        realm.addManagementRoles(BOB, "view-users");
        assertThat(rotate(realm.apiTokensAdmin(realm.accessToken(BOB)), minted, "{}")
                        .status())
                .isEqualTo(403);
        assertThat(realm.introspection().isActive(minted.secret())).isTrue();
        realm.addManagementRoles(BOB, "manage-users");
        secret(rotate(realm.apiTokensAdmin(realm.accessToken(BOB)), minted, "{}"));
    }

    @Test
    void fineGrainedAdminNeedsToResetThePassword(TestRealm realm) {
        Minted alices = realm.account(ALICE).mint("alice's");
        Minted carols = realm.account(CAROL).mint("carol's");
        AdminApi bob = LimitedAdmin.of(realm, BOB)
                .grant(Set.of("view", "manage"), realm.userId(ALICE), realm.userId(CAROL))
                .deny(Set.of("reset-password"), realm.userId(ALICE))
                .api(BOB);
        assertThat(rotate(bob, alices, "{}").status()).isEqualTo(403);
        assertThat(realm.introspection().isActive(alices.secret())).isTrue();
        secret(rotate(bob, carols, "{}"));
    }

    @Test
    void takesThePermissionToConfigureTheClientOfAServiceAccount(TestRealm realm) {
        realm.changeClient(GATEWAY, client -> client.setServiceAccountsEnabled(true));
        String account = realm.client(GATEWAY).getServiceAccountUser().getId();
        Minted robot = AccountApi.minted(realm.apiTokensAdmin()
                .post("", body().put("userId", account).put("label", "robot").put("clientId", NOTES)));
        realm.addManagementRoles(BOB, "manage-users");
        assertThat(rotate(realm.apiTokensAdmin(realm.accessToken(BOB)), robot, "{}")
                        .status())
                .isEqualTo(403);
        realm.addManagementRoles(BOB, "manage-clients");
        secret(rotate(realm.apiTokensAdmin(realm.accessToken(BOB)), robot, "{}"));
    }

    @Test
    void forThemselvesAdminsRotateAsUsersDo(TestRealm realm) {
        realm.addManagementRoles(BOB, "manage-users");
        Minted own = realm.account(BOB).mint("own");
        Minted alices = realm.account(ALICE).mint("alice's");
        realm.apiTokensAdmin().setPolicy("{\"requiredRole\":\"notes-api.write\"}");
        AdminApi bob = realm.apiTokensAdmin(realm.accessToken(BOB));
        assertThat(rotate(bob, own, "{}").json().get("errorMessage").asText()).isEqualTo("apiTokenRoleRequired");
        secret(rotate(bob, alices, "{}"));
    }

    @Test
    void policyThatForbidsMintingForbidsANewSecret(TestRealm realm) {
        Minted minted = realm.account(ALICE).mint("alice's");
        realm.apiTokensAdmin().setPolicy("{\"mintingEnabled\":false}");
        Answer answer = rotate(realm.apiTokensAdmin(), minted, "{}");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(realm.introspection().isActive(minted.secret())).isTrue();
    }

    @Test
    void endedTokenAndTokenOfAnotherRealmHaveNoNewSecret(TestRealm other) {
        Minted ended = shared.account(ALICE).mint("ended");
        shared.account(ALICE).delete("/" + ended.id());
        assertThat(rotate(shared.apiTokensAdmin(), ended, "{}").status()).isEqualTo(409);
        Minted foreign = shared.account(ALICE).mint("foreign");
        assertThat(rotate(other.apiTokensAdmin(), foreign, "{}").status()).isEqualTo(404);
        assertThat(shared.introspection().isActive(foreign.secret())).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"'', 400", "'{\"gracePeriod\":-1}', 400", "'{\"gracePeriod\":86401}', 400", "'{\"grace\":1}', 400"})
    void wrongInputIsRefusedAndChangesNothing(String body, int status) {
        Minted minted = shared.account(ALICE).mint("kept " + body);
        assertThat(rotate(shared.apiTokensAdmin(), minted, body).status()).isEqualTo(status);
        assertThat(shared.introspection().isActive(minted.secret())).isTrue();
    }

    private static Answer rotate(AdminApi admin, Minted minted, String body) {
        return admin.post("/" + minted.id() + "/rotate", body);
    }

    private static String secret(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        String secret = answer.json().get("secret").asText();
        MintedSecrets.remember(secret);
        return secret;
    }
}
