package io.apitokens.keycloak.tests.browser;

import java.util.ArrayList;
import java.util.List;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.CAROL;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES_API;
import static org.assertj.core.api.Assertions.assertThat;

/** The pages of the admin console for users of screen readers. */
@BrowserTest
class AdminConsoleAccessibilityIT {

    private final List<String> violations = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void axeFindsNothingInTheListAndItsDialogs(ColorScheme scheme, TestRealm realm, Browser browser) {
        AccountApi alice = realm.account(ALICE);
        alice.mint("deployed");
        alice.delete("/" + alice.mint("ended").id());
        AdminConsole console = login(scheme, realm, browser).openApiTokens();
        assertThat(console.labels()).hasCount(2);
        check(console, "list");
        console.byTestId("dropdown-panel-btn").click();
        assertThat(console.byTestId("apiTokenFilterForm")).isVisible();
        check(console, "filter");
        console.press("Escape");
        console.openDrawer("deployed");
        assertThat(console.byTestId("apiTokenEvents")).containsText("Created");
        check(console, "drawer");
        console.byTestId("apiTokenDrawerRevoke").click();
        assertThat(console.byTestId("apiTokenRevokeSubmit")).isVisible();
        check(console, "revoke");
        console.press("Escape");

        console.byTestId("apiTokenDrawerRotate").click();
        assertThat(console.byTestId("apiTokenRotateDialog")).isVisible();
        check(console, "rotate");
        console.byTestId("apiTokenSubmit").click();
        console.secret();
        check(console, "secret");
        console.byTestId("apiTokenSecretDone").click();

        console.go("/api-tokens?user=" + realm.userId(ALICE));
        assertThat(console.byTestId("apiTokenSummary-active")).hasText("1 active");
        check(console, "user");
        console.byTestId("apiTokenCreate").click();
        console.byTestId("apiTokenSelection").check();
        console.byTestId("apiTokenScope-notes:read").waitFor();
        check(console, "create");
        console.byTestId("apiTokenSubmit").click();
        assertThat(console.page().getByText("Select at least one")).isVisible();
        check(console, "mistake");
        console.press("Escape");
        console.byTestId("apiTokenExport").click();
        console.page()
                .waitForDownload(() -> console.byTestId("apiTokenExportSubmit").click());
        assertThat(console.byTestId("apiTokenExportProgress")).containsText("rows saved");
        check(console, "export");
        console.byTestId("apiTokenExportClose").click();

        console.byTestId("apiTokenRevokeMatching").click();
        assertThat(console.byTestId("apiTokenMatching")).isVisible();
        check(console, "revoke matching");
        console.revoke("");
        assertThat(console.byTestId("apiTokenProgressExport")).isVisible();
        check(console, "revoked");
        console.byTestId("apiTokenProgressExport").click();
        assertThat(console.byTestId("apiTokenExportRevoked")).isVisible();
        check(console, "result");
        assertThat(violations).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void axeFindsNothingInTheOtherTabs(ColorScheme scheme, TestRealm realm, Browser browser) {
        Minted minted = realm.account(ALICE).mint("refused", new String[0]);
        AdminConsole console = login(scheme, realm, browser).openApiTokens();
        console.byTestId("apiTokenApplicationsTab").click();
        console.byTestId("apiTokenApplication-notes")
                .getByRole(AriaRole.BUTTON)
                .first()
                .click();
        assertThat(console.byTestId("apiTokenApplicationWarning-public")).isVisible();
        check(console, "applications");
        console.toggle("apiTokenApplicationSwitch-notes");
        assertThat(console.byTestId("apiTokenApplicationOffSubmit")).isVisible();
        check(console, "switch off");
        console.press("Escape");

        console.byTestId("apiTokenDiagnosisTab").click();
        console.byTestId("apiTokenDiagnose").click();
        assertThat(console.page().getByText("Choose the client of the API.")).isVisible();
        check(console, "mistakes of a diagnosis");
        console.byTestId("token").fill(minted.secret());
        console.chooseBySearch("api", "notes-api", NOTES_API);
        console.byTestId("apiTokenDiagnose").click();
        assertThat(console.byTestId("apiTokenDiagnosisVerdict")).hasText("This token is refused");
        check(console, "diagnosis");
        console.openPolicy();
        check(console, "policy");
        assertThat(violations).isEmpty();
    }

    private static AdminConsole login(ColorScheme scheme, TestRealm realm, Browser browser) {
        NewContextOptions options =
                new NewContextOptions().setViewportSize(1280, 1000).setColorScheme(scheme);
        return AdminConsole.login(browser.open(options), realm, CAROL);
    }

    /** Adds the violations in the present state, so that a failure names those of all states. */
    private void check(AdminConsole console, String state) {
        Axe.violations(console.page()).forEach(violation -> violations.add(state + ": " + violation));
    }
}
