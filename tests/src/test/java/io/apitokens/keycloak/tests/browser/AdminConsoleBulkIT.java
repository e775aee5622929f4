package io.apitokens.keycloak.tests.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Pattern;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.apitokens.keycloak.tests.fixture.database.Database;
import io.apitokens.keycloak.tests.fixture.database.ManyApiTokens;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.CAROL;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests how admins revoke many API tokens at once in the admin console. */
@BrowserTest
class AdminConsoleBulkIT {

    @Test
    void adminEndsAllTokensOfAClientAndSeesHowFarItIs(KeycloakUnderTest keycloak, TestRealm realm, Browser browser)
            throws IOException {
        Minted kept = realm.account(ALICE).mint("kept");
        realm.addTokenClient("tasks");
        new ManyApiTokens(
                        keycloak.database(),
                        realm.admin().toRepresentation().getId(),
                        realm.userId(ALICE),
                        realm.clientId("tasks"))
                .add(300, System.currentTimeMillis(), null, null);
        AdminConsole console = AdminConsole.login(page(browser), realm, CAROL).openApiTokens();
        assertThat(console.byTestId("apiTokenRevokeMatching")).hasCount(0);
        console.go("/api-tokens?client=tasks");
        assertThat(console.total()).hasText("300");
        console.byTestId("apiTokenRevokeMatching").click();
        assertThat(console.byTestId("apiTokenMatching")).containsText("300 active API tokens");
        assertThat(console.byTestId("apiTokenFilterSummary")).containsText("tasks");
        assertThat(console.byTestId("apiTokenRevokeSubmit")).hasText("Revoke 300 API tokens");
        assertThat(console.byTestId("apiTokenRevokeSubmit")).isDisabled();
        console.revokeMany("The application is shut down", 300);
        assertThat(console.byTestId("apiTokenProgressText")).containsText("of 300 revoked");
        assertThat(console.page().getByText("API tokens were revoked")).isVisible();
        assertThat(console.byTestId("apiTokenProgressText")).hasText("300 of 300 revoked");
        console.byTestId("apiTokenProgressExport").click();
        assertThat(console.byTestId("apiTokenExportRevoked")).containsText("users or other admins");
        Download result = console.page()
                .waitForDownload(() -> console.byTestId("apiTokenExportSubmit").click());
        assertThat(Files.readAllLines(result.path())).as("with the header").hasSize(301);
        console.byTestId("apiTokenExportClose").click();
        console.byTestId("apiTokenProgressClose").click();
        assertThat(console.byTestId("apiTokenSummary-active")).containsText(Pattern.compile("^1 "));
        assertThat(realm.introspection().isActive(kept.secret())).isTrue();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void adminEndsEverythingWithoutAFilter(TestRealm realm, Browser browser) {
        Minted first = realm.account(ALICE).mint("first");
        Minted second = realm.account(BOB).mint("second");
        AdminConsole console = AdminConsole.login(page(browser), realm, CAROL).openApiTokens();
        console.byTestId("apiTokenRevokeActive").click();
        assertThat(console.byTestId("apiTokenMatching"))
                .containsText("The realm %s has 2 active API tokens.".formatted(realm.name()));
        assertThat(console.byTestId("apiTokenRevokeSubmit")).hasText("Revoke 2 API tokens");
        assertThat(console.byTestId("apiTokenRevokeSubmit")).isDisabled();
        console.revokeMany("The database was stolen", 2);
        assertThat(console.byTestId("apiTokenProgressText")).hasText("2 of 2 revoked");
        assertThat(realm.introspection().isActive(first.secret())).isFalse();
        assertThat(realm.introspection().isActive(second.secret())).isFalse();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void adminStopsARevocationThatGoesOnAfterAReload(KeycloakUnderTest keycloak, TestRealm realm, Browser browser) {
        realm.addTokenClient("tasks");
        new ManyApiTokens(
                        keycloak.database(),
                        realm.admin().toRepresentation().getId(),
                        realm.userId(ALICE),
                        realm.clientId("tasks"))
                .add(9_000, System.currentTimeMillis(), null, null);
        AdminConsole console = AdminConsole.login(page(browser), realm, CAROL).openApiTokens();
        console.go("/api-tokens?client=tasks");
        assertThat(console.total()).hasText("9,000");
        console.byTestId("apiTokenRevokeMatching").click();
        console.revokeMany("", 9_000);
        assertThat(console.byTestId("apiTokenProgressStop")).isVisible();
        console.page().reload();
        assertThat(console.byTestId("apiTokenRevocationBanner")).containsText("of 9,000 revoked");
        console.showRevocation();
        console.byTestId("apiTokenProgressStop").click();
        assertThat(console.page().getByRole(AriaRole.DIALOG)).containsText("Revoking was stopped");
        assertThat(console.byTestId("apiTokenRevocation")).containsText("The others still work.");
        console.byTestId("apiTokenProgressClose").click();
        assertThat(console.byTestId("apiTokenRevocationBanner")).hasCount(0);
        assertThat(realm.apiTokensAdmin()
                        .get("/count?client=tasks&status=active")
                        .json()
                        .asInt())
                .isPositive();
        assertThat(browser.complaints()).isEmpty();
    }

    private static Page page(Browser browser) {
        return browser.open(new NewContextOptions().setViewportSize(1280, 900));
    }

    private static ManyApiTokens rows(Database database, TestRealm realm) {
        return new ManyApiTokens(
                database, realm.admin().toRepresentation().getId(), realm.userId(ALICE), realm.clientId(NOTES));
    }
}
