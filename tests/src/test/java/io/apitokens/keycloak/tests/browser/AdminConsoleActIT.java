package io.apitokens.keycloak.tests.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator.GetByRoleOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.WaitForDownloadOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import io.apitokens.keycloak.launcher.ExampleApi;
import io.apitokens.keycloak.tests.fixture.database.ManyApiTokens;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.files.Place;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.CAROL;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES_API;
import static org.assertj.core.api.Assertions.assertThat;

/** Admins set applications up, rotate, export and revoke API tokens, and find out why one is refused. */
@BrowserTest
class AdminConsoleActIT {

    @Test
    void adminGivesATokenANewSecret(TestRealm realm, Browser browser) {
        Minted minted = realm.account(ALICE).mint("deployed");
        AdminConsole console = AdminConsole.login(page(browser), realm, CAROL).openApiTokens();
        console.openDrawer("deployed");
        assertThat(console.byTestId("apiTokenDrawerRotate")).hasText("New secret");
        console.byTestId("apiTokenDrawerRotate").click();
        assertThat(console.byTestId("apiTokenSubmit")).hasText("Get new secret");
        console.byTestId("apiTokenSubmit").click();
        String secret = console.secret();
        assertThat(realm.introspection().isActive(minted.secret())).isFalse();
        assertThat(realm.introspection().isActive(secret)).isTrue();
        console.byTestId("apiTokenSecretDone").click();
        assertThat(console.byTestId("apiTokenEvents")).containsText("New secret");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void viewerOfUsersIsRefusedAndNotAskedToAct(TestRealm realm, Browser browser) {
        realm.account(ALICE).mint("alice's");
        realm.addManagementRoles(BOB, "view-users");
        AdminConsole console = AdminConsole.login(page(browser), realm, BOB).openApiTokens();
        console.openDrawer("alice's");
        assertThat(console.byTestId("apiTokenDrawerDiagnose")).isVisible();
        assertThat(console.byTestId("apiTokenDrawerRotate")).hasCount(0);
        assertThat(console.byTestId("apiTokenApplicationsTab")).hasCount(0);
        console.byTestId("apiTokenDrawerDiagnose").click();
        console.byTestId("api").fill(NOTES_API);
        console.byTestId("apiTokenDiagnose").click();
        assertThat(console.byTestId("apiTokenDiagnosisVerdict")).hasText("You may not see the whole answer");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void adminFindsOutWhyATokenIsRefused(TestRealm realm, Browser browser) {
        Minted minted = realm.account(ALICE).mint("refused", new String[0]);
        AdminConsole console = AdminConsole.login(page(browser), realm, CAROL).openApiTokens();
        console.byTestId("apiTokenDiagnosisTab").click();
        console.byTestId("token").fill(minted.secret());
        assertThat(console.byTestId("token")).hasAttribute("type", "password");
        console.chooseBySearch("api", "notes-api", NOTES_API);
        console.byTestId("apiTokenDiagnose").click();
        assertThat(console.byTestId("apiTokenDiagnosisVerdict")).hasText("This token is refused");
        assertThat(console.byTestId("apiTokenDiagnosisVerdict")).isFocused();
        assertThat(console.byTestId("apiTokenDiagnosis-audience"))
                .containsText("Create an API token with one of these scopes: notes:read, notes:write");
        assertThat(console.page().url()).doesNotContain(minted.secret());
        realm.account(ALICE).delete("/" + minted.id());
        console.byTestId("apiTokenDiagnose").click();
        assertThat(console.byTestId("apiTokenDiagnosis-state")).containsText("The API token was revoked.");
        assertThat(console.byTestId("apiTokenDiagnosis-audience")).containsText("Not checked");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void realmWithoutATokenClientGetsToATokenThatAnApiAcceptsInTheConsoleAlone(
            KeycloakUnderTest keycloak, TestRealm realm, Browser browser) throws Exception {
        realm.changeClient(NOTES, client -> client.setAttributes(Map.of("api.tokens.enabled", "false")));
        AdminConsole console = AdminConsole.login(page(browser), realm, CAROL).openApiTokens();
        console.byTestId("apiTokenApplicationsTab").click();
        console.byTestId("apiTokenApplicationSearch").locator("input").fill("notes");
        assertThat(console.byTestId("apiTokenApplicationSwitch-notes")).not().isChecked();
        console.toggle("apiTokenApplicationSwitch-notes");
        assertThat(console.byTestId("apiTokenApplicationSwitch-notes")).isChecked();
        console.byTestId("apiTokenApplication-notes")
                .getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Notes notes Details"))
                .click();
        assertThat(console.byTestId("apiTokenApplicationScope-notes:read")).containsText(NOTES_API);
        assertThat(console.byTestId("apiTokenApplicationScope-notes:read")).containsText("Read your notes");
        assertThat(console.byTestId("apiTokenApplicationWarning-public")).isVisible();
        console.byTestId("apiTokensTab").click();
        console.byTestId("apiTokenCreate").click();
        console.chooseBySearch("userId", ALICE, ALICE);
        console.byTestId("label").fill("first");
        console.byTestId("apiTokenSelection").check();
        console.byTestId("apiTokenScope-notes:read").check();
        console.byTestId("apiTokenSubmit").click();
        String secret = console.secret();
        console.byTestId("apiTokenSecretDone").click();
        try (ExampleApi api =
                ExampleApi.start(NOTES_API, keycloak.url(), realm.name(), Map.of(), 0, Place.own("notes-api.log"))) {
            assertThat(read(api, secret)).isEqualTo(200);
        }
        console.byTestId("apiTokenApplicationsTab").click();
        console.toggle("apiTokenApplicationSwitch-notes");
        console.byTestId("apiTokenApplicationOffSubmit").click();
        assertThat(console.byTestId("apiTokenApplicationSwitch-notes")).not().isChecked();
        assertThat(realm.introspection().isActive(secret)).isFalse();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void fullScopeIsToldInPlaceOfAListOfApis(TestRealm realm, Browser browser) {
        realm.changeClient(NOTES, client -> client.setFullScopeAllowed(true));
        Minted minted = realm.account(BOB).mint("refused", new String[0]);
        realm.removeNotesRole(BOB, "read");
        AdminConsole console = AdminConsole.login(page(browser), realm, CAROL).openApiTokens();
        console.byTestId("apiTokenApplicationsTab").click();
        console.byTestId("apiTokenApplication-notes")
                .getByRole(AriaRole.BUTTON)
                .first()
                .click();
        assertThat(console.byTestId("apiTokenApplicationWarning-full_scope")).isVisible();
        assertThat(console.byTestId("apiTokenApplicationScope-notes:read"))
                .containsText("Every API in which the user has a role, because full scope is allowed");
        assertThat(console.byTestId("apiTokenApplicationScope-notes")).containsText("notes-gateway");

        console.byTestId("apiTokenDiagnosisTab").click();
        console.byTestId("token").fill(minted.secret());
        console.chooseBySearch("api", "notes-api", NOTES_API);
        console.byTestId("apiTokenDiagnose").click();
        assertThat(console.byTestId("apiTokenDiagnosis-audience")).containsText("Give the user any role of this API");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void adminExportsTheListAsItIsFiltered(TestRealm realm, Browser browser) throws IOException {
        realm.account(ALICE).mint("alice's");
        realm.account(BOB).mint("bob's");
        AdminConsole console = AdminConsole.login(page(browser), realm, CAROL).openApiTokens();
        console.search("bob");
        assertThat(console.labels()).hasText(new String[] {"bob's"});
        console.byTestId("apiTokenExport").click();
        console.byTestId("apiTokenExport-ndjson").check();
        Download download = console.page()
                .waitForDownload(() -> console.byTestId("apiTokenExportSubmit").click());
        assertThat(download.suggestedFilename()).isEqualTo("api-tokens.ndjson");
        assertThat(Files.readString(download.path()))
                .contains("\"label\":\"bob's\"")
                .doesNotContain("alice");
        assertThat(console.byTestId("apiTokenExportProgress")).containsText("1 rows saved");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void adminRevokesTheSelectedRows(TestRealm realm, Browser browser) {
        Minted kept = realm.account(ALICE).mint("kept");
        Minted first = realm.account(ALICE).mint("first");
        Minted second = realm.account(BOB).mint("second");
        AdminConsole console = AdminConsole.login(page(browser), realm, CAROL).openApiTokens();
        console.byTestId("apiTokenSelectAll").check();
        console.byTestId("apiTokenSelect-" + kept.id()).uncheck();
        console.byTestId("apiTokenRevokeSelected").click();
        assertThat(console.byTestId("apiTokenSelectedList"))
                .containsText(Pattern.compile("second.*bob.*first.*alice", Pattern.DOTALL));
        assertThat(console.byTestId("apiTokenRevokeSubmit")).hasText("Revoke 2 API tokens");
        console.revoke("Cleaned up");
        assertThat(console.page().getByText("2 API tokens were revoked.")).isVisible();
        assertThat(console.byTestId("apiTokenRevokeSelected")).hasCount(0);
        assertThat(realm.introspection().isActive(first.secret())).isFalse();
        assertThat(realm.introspection().isActive(second.secret())).isFalse();
        assertThat(realm.introspection().isActive(kept.secret())).isTrue();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void filterAndDrawerLeaveWhatTheyNeedInView(TestRealm realm, Browser browser) {
        Minted minted = realm.account(ALICE).mint("in view");
        AdminConsole console = AdminConsole.login(
                        browser.open(new NewContextOptions().setViewportSize(1280, 800)), realm, CAROL)
                .openApiTokens();
        console.button("Filter").click();
        assertThat(console.byTestId("apiTokenFilterApply")).isInViewport();
        console.press("Escape");
        console.openDrawer("in view");
        // The drawer slides in.
        Browser.await().untilAsserted(() -> {
            BoundingBox drawer = console.byTestId("apiTokenDrawer").boundingBox();
            BoundingBox table = console.byTestId("apiTokenTable").boundingBox();
            assertThat(table.x + table.width).isLessThanOrEqualTo(drawer.x + 1);
        });
        assertThat(console.byTestId("apiTokenRow-" + minted.id())).containsText("Active");
    }

    @Test
    @Tag("slow")
    void exportOfManyRowsLeavesTheBrowserUsable(KeycloakUnderTest keycloak, TestRealm realm, Browser browser)
            throws IOException {
        int many = 100_000;
        String realmId = realm.admin().toRepresentation().getId();
        new ManyApiTokens(keycloak.database(), realmId, realm.userId(ALICE), realm.clientId(NOTES))
                .add(many, System.currentTimeMillis(), null, null);
        try {
            AdminConsole console =
                    AdminConsole.login(page(browser), realm, CAROL).openApiTokens();
            console.byTestId("apiTokenExport").click();
            Path file = exportWhileThePageDraws(console);
            try (Stream<String> lines = Files.lines(file)) {
                assertThat(lines.count()).isEqualTo(many + 1);
            }
            assertThat(console.byTestId("apiTokenExportProgress")).containsText("100,000 rows saved");
            // Until the server has counted so many rows, the page has no summary.
            assertThat(browser.complaints()).allMatch(complaint -> complaint.endsWith("/api-tokens/summary"));
        } finally {
            // The removal of the realm would end each of them.
            keycloak.database().update("delete from API_TOKEN where REALM_ID = '" + realmId + "'");
        }
    }

    private static Path exportWhileThePageDraws(AdminConsole console) {
        Download download = console.page().waitForDownload(new WaitForDownloadOptions().setTimeout(180_000), () -> {
            console.byTestId("apiTokenExportSubmit").click();
            assertThat(console.byTestId("apiTokenExportProgress")).containsText("rows received");
            // A blocked page would draw no frame in between.
            console.page().evaluate("() => new Promise(resolve => requestAnimationFrame(resolve))");
        });
        return download.path();
    }

    private static int read(ExampleApi api, String secret) {
        return Http.send(Http.to(api.url() + "/notes")
                        .header("Authorization", "Bearer " + secret)
                        .GET())
                .status();
    }

    private static Page page(Browser browser) {
        return browser.open(new NewContextOptions().setViewportSize(1280, 900));
    }
}
