package io.apitokens.keycloak.tests.browser;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests the admin's list on a narrow screen, with the keyboard, and with invalid input. */
@BrowserTest
class AdminConsoleHandlingIT {

    @Test
    void drawerIsInSightWhereverTheListIsScrolledTo(TestRealm realm, Browser browser) {
        AccountApi alice = realm.account(ALICE);
        for (int i = 1; i <= 10; i++) {
            alice.mint("number " + i);
        }
        AdminConsole console =
                AdminConsole.login(browser.open(new NewContextOptions().setViewportSize(1280, 900)), realm, CAROL);
        console.openApiTokens();
        for (int width : new int[] {1280, 400}) {
            console.page().setViewportSize(width, 700);
            console.button("number 1").scrollIntoViewIfNeeded();
            console.openDrawer("number 1");
            Locator title = console.page()
                    .getByRole(
                            AriaRole.HEADING,
                            new Page.GetByRoleOptions().setName("number 1").setExact(true));
            assertThat(title).isInViewport();
            assertThat(console.byTestId("apiTokenDrawerRevoke")).isInViewport();
            console.press("Escape");
            assertThat(console.button("number 1")).isFocused();
            assertThat(console.button("number 1")).isInViewport();
        }
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void filterWithADayThatIsNoneIsNotApplied(TestRealm realm, Browser browser) {
        realm.account(ALICE).mint("laptop");
        AdminConsole console = AdminConsole.login(browser.open(new NewContextOptions()), realm, CAROL);
        console.openApiTokens();
        console.byTestId("dropdown-panel-btn").click();
        Locator day = console.page().getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Created until"));
        day.fill("2020-13-45");
        console.byTestId("apiTokenFilterApply").click();
        assertThat(console.byTestId("apiTokenFilterForm")).containsText("Invalid date");
        assertThat(console.labels()).hasCount(1);
        day.fill("2020-12-31");
        console.byTestId("apiTokenFilterApply").click();
        assertThat(console.byTestId("apiTokenFilterForm")).hasCount(0);
        assertThat(console.labels()).hasCount(0);
    }

    @Test
    void focusComesBackFromARevocationThatWasNotMeant(TestRealm realm, Browser browser) {
        realm.account(ALICE).mint("laptop");
        AdminConsole console = AdminConsole.login(browser.open(new NewContextOptions()), realm, CAROL);
        console.openApiTokens();
        console.actions("laptop").focus();
        console.press("Enter");
        assertThat(console.menuItems().first()).isVisible();
        Browser.focusInMenu(
                console.page(), console.menuItems().filter(new Locator.FilterOptions().setHasText("Revoke")));
        console.press("Enter");
        assertThat(console.byTestId("apiTokenRevokeSubmit")).isVisible();
        console.press("Escape");
        assertThat(console.byTestId("apiTokenRevokeSubmit")).hasCount(0);
        assertThat(console.button("laptop")).isFocused();
        assertThat(browser.complaints()).isEmpty();
    }
}
