package io.apitokens.keycloak.tests.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.AdminApi;
import io.apitokens.keycloak.tests.fixture.realm.LimitedAdmin;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.PartialImportRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

import static io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.body;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that admins see, count and revoke the API tokens of users whom Keycloak lets them see and manage, and no other.
 */
@IntegrationTest
class AdminSightIT {

    private static final Set<String> VIEW = Set.of("view");
    private static final Set<String> MANAGE = Set.of("view", "manage");

    private final KeycloakUnderTest keycloak;
    private TestRealm own;
    private Minted alices;
    private Minted carols;

    AdminSightIT(KeycloakUnderTest keycloak) {
        this.keycloak = keycloak;
    }

    @BeforeEach
    void mint(TestRealm realm) {
        own = realm;
        alices = realm.account(ALICE).mint("alice's");
        carols = realm.account(CAROL).mint("carol's");
    }

    @Test
    void queryingUsersAloneShowsNothing() {
        own.addManagementRoles(BOB, "query-users");
        assertNothingIsSeen(own.apiTokensAdmin(own.accessToken(BOB)));
        own.changeRealm(settings -> settings.setAdminPermissionsEnabled(true));
        assertNothingIsSeen(own.apiTokensAdmin(own.accessToken(BOB)));
    }

    @Test
    void userWhoIsExceptedFromAllIsNotSeen() {
        LimitedAdmin bob = LimitedAdmin.of(own, BOB).grant(MANAGE).deny(MANAGE, own.userId(CAROL));
        AdminApi admin = bob.api(BOB);
        assertThat(labels(admin)).containsExactly("alice's");
        assertThat(admin.get("/count").json().asInt()).isEqualTo(1);
        assertThat(admin.get("/" + carols.id()).status()).isEqualTo(403);
        assertThat(admin.delete("/" + carols.id()).status()).isEqualTo(403);
        assertThat(admin.get("/summary").status()).isEqualTo(403);
        String many = "/revocations?user=" + own.userId(CAROL);
        assertThat(admin.post(many + "&dryRun=true", "").status()).isEqualTo(403);
        assertThat(admin.post(many, "").status()).isEqualTo(403);
        assertThat(status(carols)).isEqualTo("active");
        assertThat(admin.delete("/" + alices.id()).status()).isEqualTo(200);
        assertThat(status(alices)).isEqualTo("revoked");
    }

    @Test
    void membersOfAGroupAreSeenByWhoMayViewThem() {
        GroupRepresentation group = new GroupRepresentation();
        group.setName("team");
        group.setId(CreatedResponseUtil.getCreatedId(own.admin().groups().add(group)));
        own.user(CAROL).joinGroup(group.getId());
        AdminApi admin = LimitedAdmin.of(own, BOB)
                .grantForGroup(Set.of("view-members"), group.getId())
                .api(BOB);
        assertThat(labels(admin)).containsExactly("carol's");
        assertThat(admin.get("/count").json().asInt()).isEqualTo(1);
        assertThat(admin.get("/" + carols.id()).status()).isEqualTo(200);
        assertThat(admin.get("/" + alices.id()).status()).isEqualTo(403);
    }

    @Test
    void managingSomeUsersEndsTheirsAndNoOther() {
        AdminApi admin = LimitedAdmin.of(own, BOB)
                .grant(VIEW)
                .grant(Set.of("manage"), own.userId(ALICE))
                .api(BOB);
        assertThat(labels(admin)).containsExactly("carol's", "alice's");
        assertThat(admin.delete("/" + carols.id()).status()).isEqualTo(403);
        assertThat(status(carols)).isEqualTo("active");
        assertThat(admin.delete("/" + alices.id()).status()).isEqualTo(200);
    }

    @Test
    void countOfAnAdminOfSomeUsersAsksAboutNoMoreThanTwoHundred() {
        PartialImportRepresentation users = new PartialImportRepresentation();
        users.setUsers(IntStream.range(0, 199).mapToObj(AdminSightIT::user).toList());
        own.admin().partialImport(users).close();
        AdminApi admin = LimitedAdmin.of(own, BOB).grant(VIEW).api(BOB);
        assertThat(admin.get("/count").json().asInt()).isEqualTo(2);
        String realmId = own.admin().toRepresentation().getId();
        keycloak.database()
                .update(
                        ("insert into API_TOKEN (ID, REALM_ID, USER_ID, CLIENT_ID, PLACE, LABEL, LABEL_LOWER, LABEL_KEY,"
                                        + " EVERYTHING, SECRET_HASH, HINT, CREATED_TIMESTAMP, EXPIRES_TIMESTAMP,"
                                        + " LAST_USED_TIMESTAMP, SECRET_NUMBER) select ID, REALM_ID, ID, '%s', ID, 'bulk', 'bulk', ID,"
                                        + " true, ID, 'kcat_0000', 1, %d, 0, 0 from USER_ENTITY where REALM_ID = '%s'"
                                        + " and USERNAME like 'bulk%%'")
                                .formatted(own.clientId("notes"), Long.MAX_VALUE, realmId));
        assertThat(admin.get("/count").json().asInt()).as("stands for more").isEqualTo(10_001);
        keycloak.database().update("delete from API_TOKEN where ID = '" + carols.id() + "'");
        assertThat(admin.get("/count").json().asInt()).isEqualTo(200);
    }

    private static UserRepresentation user(int number) {
        UserRepresentation user = new UserRepresentation();
        user.setUsername("bulk" + number);
        user.setEnabled(true);
        return user;
    }

    @Test
    void adminWhoMayNotResetThePasswordMintsNothing() {
        LimitedAdmin bob = LimitedAdmin.of(own, BOB).grant(MANAGE, own.userId(ALICE), own.userId(CAROL));
        bob.deny(Set.of("reset-password"), own.userId(ALICE));
        assertThat(bob.api(BOB).post("", mintFor(ALICE)).status()).isEqualTo(403);
        assertThat(bob.api(BOB).post("", mintFor(CAROL)).status()).isEqualTo(201);
    }

    private String status(Minted minted) {
        return own.apiTokensAdmin().get("/" + minted.id()).json().get("status").asText();
    }

    private String mintFor(String username) {
        return body().put("userId", own.userId(username))
                .put("label", "by an admin")
                .put("clientId", "notes")
                .toString();
    }

    private void assertNothingIsSeen(AdminApi admin) {
        assertThat(admin.get("").json()).isEmpty();
        assertThat(admin.get("/count").json().asInt()).isZero();
        assertThat(admin.get("/" + alices.id()).status()).isEqualTo(403);
        assertThat(admin.get("/summary").status()).isEqualTo(403);
    }

    private static List<String> labels(AdminApi admin) {
        List<String> labels = new ArrayList<>();
        for (JsonNode token : admin.get("").json()) {
            labels.add(token.get("label").asText());
        }
        return labels;
    }
}
