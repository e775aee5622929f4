package io.apitokens.keycloak.tests.rest;

import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.AdminApi;
import io.apitokens.keycloak.tests.fixture.endpoint.Diagnosis;
import io.apitokens.keycloak.tests.fixture.endpoint.MintedSecrets;
import io.apitokens.keycloak.tests.fixture.realm.LimitedAdmin;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import io.apitokens.keycloak.tests.fixture.server.ServerLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.CAROL;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES_API;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A diagnosis tells admins nothing that they could not see otherwise, and leaves no trace. */
@IntegrationTest
class DiagnosisSightIT {

    private static final String UNKNOWN_SECRET = "kcat_00000000000000000000000000000000000000000000u2SrQ";
    private static final String UNKNOWN_ID = "b8b9b1f6-7e0c-4b1e-9d6c-0f3f7f0d5d55";

    private TestRealm own;
    private Minted alices;

    @BeforeEach
    void mint(TestRealm realm) {
        own = realm;
        alices = realm.account(ALICE).mint("alice's");
    }

    @Test
    void takesThePermissionToQueryUsers() {
        AdminApi nobody = own.apiTokensAdmin(own.accessToken(BOB));
        assertThat(nobody.post("/diagnose", Diagnosis.request(NOTES_API).put("token", alices.secret()))
                        .status())
                .isEqualTo(403);
        assertThat(own.apiTokensAdmin("junk")
                        .post("/diagnose", Diagnosis.request(NOTES_API).put("token", alices.secret()))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void tokenOfAUserWhomTheAdminMayNotViewIsAnsweredLikeAnUnknownOne() {
        AdminApi bob = LimitedAdmin.of(own, BOB)
                .grant(Set.of("view"), own.userId(CAROL))
                .api(BOB);
        own.addManagementRoles(BOB, "view-clients");
        assertIsUnknown(own.apiTokensAdmin(own.accessToken(BOB)));
        assertIsUnknown(bob);
        Minted carols = own.account(CAROL).mint("carol's");
        assertThat(Diagnosis.ofToken(own.apiTokensAdmin(own.accessToken(BOB)), carols.secret(), NOTES_API)
                        .json()
                        .at("/apiToken/username")
                        .asText())
                .isEqualTo(CAROL);
    }

    @Test
    void tokenOfAnotherRealmIsAnsweredLikeAnUnknownOne(TestRealm other) {
        AdminApi admin = other.apiTokensAdmin();
        assertThat(Diagnosis.ofToken(admin, alices.secret(), NOTES_API))
                .isEqualTo(Diagnosis.ofToken(admin, UNKNOWN_SECRET, NOTES_API));
        assertThat(Diagnosis.ofId(admin, alices.id(), NOTES_API))
                .isEqualTo(Diagnosis.ofId(admin, UNKNOWN_ID, NOTES_API));
    }

    private void assertIsUnknown(AdminApi admin) {
        assertThat(Diagnosis.ofToken(admin, alices.secret(), NOTES_API))
                .isEqualTo(Diagnosis.ofToken(admin, UNKNOWN_SECRET, NOTES_API));
        assertThat(Diagnosis.ofId(admin, alices.id(), NOTES_API))
                .isEqualTo(Diagnosis.ofId(admin, UNKNOWN_ID, NOTES_API));
        String jwt =
                own.exchange().of(alices.secret()).json().get("access_token").asText();
        Diagnosis ofJwt = Diagnosis.ofToken(admin, jwt, NOTES_API);
        assertThat(ofJwt.refusal()).isEqualTo("1 token unknown check_secret");
        assertThat(ofJwt.json().toString()).doesNotContain(alices.id(), "alice");
    }

    /** A helpdesk may view users and no clients. */
    @Test
    void adminWhoMayNotViewClientsLearnsNothingAboutThem() {
        own.addManagementRoles(BOB, "view-users");
        AdminApi helpdesk = own.apiTokensAdmin(own.accessToken(BOB));
        Diagnosis ofApi = Diagnosis.ofToken(helpdesk, alices.secret(), NOTES_API);
        assertThat(ofApi.refusal()).isEqualTo("6 api client_hidden -");
        assertThat(ofApi.json().has("accepted")).isFalse();
        assertThat(Diagnosis.ofToken(helpdesk, alices.secret(), "nobody")).isEqualTo(ofApi);
        String jwt =
                own.exchange().of(alices.secret()).json().get("access_token").asText();
        assertThat(Diagnosis.ofToken(helpdesk, jwt, "nobody").refusal()).isEqualTo("7 api client_hidden -");
        own.account(ALICE).delete("/" + alices.id());
        assertThat(Diagnosis.ofToken(helpdesk, alices.secret(), NOTES_API).refusal())
                .isEqualTo("3 state revoked mint");
    }

    @Test
    void viewerOfUsersAndClientsLearnsAllOfIt() {
        own.addManagementRoles(BOB, "view-users", "view-clients");
        Minted none = own.account(ALICE).mint("none", new String[0]);
        assertThat(Diagnosis.ofToken(own.apiTokensAdmin(own.accessToken(BOB)), none.secret(), NOTES_API)
                        .names("scopes"))
                .containsExactly("notes:read", "notes:write");
    }

    @Test
    void law7DiagnosisIsNoUseAndLeavesNoTrace(KeycloakUnderTest keycloak) {
        own.changeRealm(settings -> {
            settings.setEventsEnabled(true);
            settings.setAdminEventsEnabled(true);
            settings.setAdminEventsDetailsEnabled(true);
        });
        ServerLog log = keycloak.logFromNow();
        AdminApi admin = own.apiTokensAdmin();
        Minted rotated = own.account(ALICE).mint("rotated");
        MintedSecrets.remember(own.account(ALICE)
                .post("/" + rotated.id() + "/rotate", "{}")
                .json()
                .get("secret")
                .asText());
        own.admin().clearEvents();
        own.admin().clearAdminEvents();
        String metrics = introspections(keycloak);
        for (String api : List.of(NOTES_API, "test-console", "account")) {
            Diagnosis.ofToken(admin, alices.secret(), api);
            Diagnosis.ofToken(admin, rotated.secret(), api);
            Diagnosis.ofId(admin, alices.id(), api);
        }
        assertThat(introspections(keycloak)).isEqualTo(metrics);
        assertThat(own.admin().getEvents()).isEmpty();
        assertThat(own.admin().getAdminEvents()).isEmpty();
        assertThat(MintedSecrets.in(String.join("\n", log.linesWith("")))).isEmpty();
        // A use is written soon: that of another API token tells that those of these would have been written too.
        Minted used = own.account(ALICE).mint("used");
        own.introspection().of(used.secret());
        await().until(() -> read(used).has("lastUse"));
        assertThat(read(alices).has("lastUse")).isFalse();
        assertThat(read(rotated).has("lastUse")).isFalse();
        assertThat(read(rotated).at("/rotation").has("lateUse")).isFalse();
    }

    private JsonNode read(Minted minted) {
        return own.apiTokensAdmin().get("/" + minted.id()).json();
    }

    private String introspections(KeycloakUnderTest keycloak) {
        return keycloak.metrics()
                .page()
                .lines()
                .filter(line -> line.startsWith("keycloak_api_tokens_") && line.contains(own.name()))
                // A scheduled task sets this one.
                .filter(line -> !line.startsWith("keycloak_api_tokens_active{"))
                .sorted()
                .reduce("", (all, line) -> all + line + "\n");
    }
}
