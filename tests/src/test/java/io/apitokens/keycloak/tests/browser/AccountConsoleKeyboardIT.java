package io.apitokens.keycloak.tests.browser;

import java.util.stream.IntStream;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.MintedSecrets;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

/** Each flow of the page with the keyboard alone, from the address bar on: the focus is never lost. */
@BrowserTest
class AccountConsoleKeyboardIT {

    /** More controls than the page has before any other. */
    private static final int PATIENCE = 60;

    private ApiTokensPage page;

    @Test
    void tokenIsCreatedForALastDay(TestRealm realm, Browser browser) {
        open(realm, browser);
        tabTo(page.byTestId("apiTokenCreate"));
        press("Enter");
        assertThat(page.byTestId("apiTokenLabel")).isFocused();
        press("Control+a");
        page.page().keyboard().type("typed");
        tabTo(page.byTestId("apiTokenEverything"));
        press("ArrowDown");
        assertThat(page.byTestId("apiTokenSelection")).isChecked();
        tabTo(page.byTestId("apiTokenScope-notes:read"));
        press("Space");
        tabTo(page.byTestId("apiTokenExpires"));
        press("End");
        assertThat(page.byTestId("apiTokenExpires")).hasValue("date");
        Locator day = page.page().locator("#apiTokenExpiresDate");
        tabTo(day);
        Locator calendar = page.page().getByRole(AriaRole.BUTTON, named("Calendar"));
        tabTo(calendar);
        press("Enter");
        Locator popover = page.page().getByRole(AriaRole.DIALOG, named("Calendar"));
        assertThat(popover).isVisible();
        Browser.await().until(() -> (boolean) popover.evaluate("element => element.contains(document.activeElement)"));
        Locator months = popover.locator("button[aria-expanded]");
        tabTo(months);
        press("Enter");
        assertThat(popover.getByRole(AriaRole.LISTBOX, new Locator.GetByRoleOptions().setName("Month")))
                .isVisible();
        press("Escape");
        assertThat(popover.getByRole(AriaRole.LISTBOX)).hasCount(0);
        assertThat(months).isFocused();
        press("Escape");
        assertThat(popover).hasCount(0);
        // Only the calendar has closed.
        assertThat(page.byTestId("apiTokenCreateDialog")).isVisible();
        assertThat(calendar).isFocused();
        press("Enter");
        // On the last day of a month, the month has no day to choose.
        tabTo(popover.getByLabel("Next month"));
        press("Enter");
        tabTo(popover.locator("td button[tabindex='0']"));
        press("Enter");
        assertThat(popover).hasCount(0);
        assertThat(calendar).isFocused();
        assertThat(day).not().hasValue("");
        press("Shift+Tab");
        assertThat(day).isFocused();
        press("Control+a");
        page.page().keyboard().type("12/31/2099");
        tabTo(page.byTestId("apiTokenSubmit"));
        press("Enter");
        copyAndClose();
        assertThat(page.byTestId("apiTokenCreate")).isFocused();
        assertThat(page.row("typed")).containsText("Dec 31, 2099");
        assertThat(page.row("typed")).containsText("Read your notes");
    }

    @Test
    void tokenIsChangedRotatedAndRevoked(TestRealm realm, Browser browser) {
        AccountApi alice = realm.account(ALICE);
        alice.mint("deployed");
        alice.mint("other");
        open(realm, browser);
        openMenu("deployed", 0);
        assertThat(page.byTestId("apiTokenLabel")).isFocused();
        press("End");
        page.page().keyboard().type(" twice");
        press("Enter");
        assertThat(page.actions("deployed twice")).isFocused();

        openMenu("deployed twice", 1);
        tabTo(page.byTestId("apiTokenGraceNone"));
        press("ArrowDown");
        assertThat(page.byTestId("apiTokenGraceHour")).isChecked();
        tabTo(page.byTestId("apiTokenSubmit"));
        press("Enter");
        copyAndClose();
        assertThat(page.actions("deployed twice")).isFocused();

        openMenu("deployed twice", 2);
        page.byTestId("apiTokenConfirm").waitFor();
        press("Escape");
        assertThat(page.actions("deployed twice")).isFocused();
        openMenu("deployed twice", 2);
        tabTo(page.byTestId("apiTokenConfirm"));
        press("Enter");
        assertThat(page.row("deployed twice")).hasCount(0);
        assertThat(page.byTestId("apiTokenCreate")).isFocused();
        assertThat(alice.labels("?status=active")).containsExactly("other");
    }

    @Test
    void rowsAreSelectedAndRevokedAndThenAllOthers(TestRealm realm, Browser browser) {
        AccountApi alice = realm.account(ALICE);
        for (String label : new String[] {"one", "two", "three"}) {
            alice.mint(label);
        }
        open(realm, browser);
        tabTo(page.page().getByLabel("Select two"));
        press("Space");
        tabBackTo(page.byTestId("apiTokenRevokeSelected"));
        press("Enter");
        page.byTestId("apiTokenConfirm").waitFor();
        press("Escape");
        assertThat(page.byTestId("apiTokenRevokeSelected")).isFocused();
        press("Enter");
        tabTo(page.byTestId("apiTokenConfirm"));
        press("Enter");
        assertThat(page.row("two")).hasCount(0);
        assertThat(page.byTestId("apiTokenCreate")).isFocused();

        tabTo(page.byTestId("apiTokenMore"));
        press("Enter");
        focusIn(page.menuItems().first());
        press("Enter");
        tabTo(page.byTestId("apiTokenConfirm"));
        press("Enter");
        assertThat(page.byTestId("apiTokenEmpty")).isVisible();
        assertThat(page.byTestId("apiTokenCreate")).isFocused();
        assertThat(alice.labels("?status=active")).isEmpty();
    }

    @Test
    void listIsSearchedFilteredSortedAndTurned(TestRealm realm, Browser browser) {
        AccountApi alice = realm.account(ALICE);
        IntStream.rangeClosed(1, 11).forEach(i -> alice.mint("token %02d".formatted(i)));
        open(realm, browser);
        tabTo(page.page().getByRole(AriaRole.BUTTON, named("Label")));
        press("Enter");
        Browser.await().until(() -> page.labels().get(0).equals("token 01"));
        assertThat(page.page().getByRole(AriaRole.BUTTON, named("Label"))).isFocused();
        tabTo(page.page().getByLabel("Go to next page"));
        press("Enter");
        assertThat(page.row("token 11")).isVisible();
        assertThat(page.byTestId("apiTokenList")).isFocused();

        tabBackTo(page.page().getByLabel("Search by label"));
        page.page().keyboard().type("token 0");
        press("Enter");
        assertThat(page.row("token 11")).hasCount(0);
        assertThat(page.page().getByLabel("Search by label")).isFocused();
        tabTo(page.byTestId("apiTokenStatusFilter"));
        press("Enter");
        focusIn(page.byTestId("apiTokenFilterRevoked").getByRole(AriaRole.OPTION));
        press("Enter");
        assertThat(page.byTestId("apiTokenNoMatch")).isVisible();
        assertThat(page.byTestId("apiTokenStatusFilter")).isFocused();
        tabTo(page.byTestId("apiTokenClearFilters"));
        press("Enter");
        assertThat(page.row("token 01")).isVisible();
        assertThat(page.byTestId("apiTokenList")).isFocused();
    }

    @Test
    void moreRowsPerPageAreChosenAndFewerAgain(TestRealm realm, Browser browser) {
        AccountApi alice = realm.account(ALICE);
        IntStream.rangeClosed(1, 15).forEach(i -> alice.mint("token %02d".formatted(i)));
        open(realm, browser);
        Locator perPage = page.page().getByLabel("API tokens per page");
        tabTo(perPage);
        press("Enter");
        focusIn(page.menuItems().nth(1));
        press("Enter");
        assertThat(page.row("token 01")).isVisible();
        assertThat(perPage).isFocused();
        press("Enter");
        focusIn(page.menuItems().nth(0));
        press("Enter");
        assertThat(page.row("token 01")).hasCount(0);
        assertThat(perPage).isFocused();
    }

    @Test
    void focusMovesToTheListIfARowLeavesIt(TestRealm realm, Browser browser) {
        realm.account(ALICE).mint("deployed");
        open(realm, browser);
        page.search("depl");
        openMenu("deployed", 0);
        page.byTestId("apiTokenLabel").fill("renamed");
        press("Enter");
        assertThat(page.byTestId("apiTokenNoMatch")).isVisible();
        assertThat(page.byTestId("apiTokenList")).isFocused();
    }

    @Test
    void focusStaysAtTheButtonIfARequestFails(TestRealm realm, Browser browser) {
        realm.account(ALICE).mint("deployed");
        open(realm, browser);
        tabTo(page.byTestId("apiTokenCreate"));
        press("Enter");
        page.byTestId("apiTokenLabel").waitFor();
        realm.apiTokensAdmin().setPolicy("{\"mintingEnabled\":false}");
        tabTo(page.byTestId("apiTokenSubmit"));
        press("Enter");
        assertThat(page.byTestId("apiTokenFormError")).hasRole(AriaRole.ALERT);
        assertThat(page.byTestId("apiTokenSubmit")).isFocused();
        press("Escape");

        openMenu("deployed", 2);
        page.page().route("**/api-tokens/*", route -> route.fulfill(new Route.FulfillOptions().setStatus(500)));
        tabTo(page.byTestId("apiTokenConfirm"));
        press("Enter");
        assertThat(page.byTestId("apiTokenFormError")).isVisible();
        assertThat(page.byTestId("apiTokenConfirm")).isFocused();
    }

    private void open(TestRealm realm, Browser browser) {
        page = ApiTokensPage.openAt(browser.open(new NewContextOptions()), realm, ALICE, "");
        Browser.await().until(() -> page.byTestId("apiTokenCreate").isEnabled());
    }

    /** Opens the menu of a row and chooses an item by its number. */
    private void openMenu(String label, int item) {
        Locator actions = page.actions(label);
        if (!Browser.isFocused(actions)) {
            tabTo(actions);
        }
        press("Enter");
        focusIn(page.menuItems().nth(item));
        press("Enter");
    }

    private void copyAndClose() {
        page.secret().waitFor();
        assertFocused();
        tabTo(page.secret().getByRole(AriaRole.BUTTON));
        press("Enter");
        assertThat(page.byTestId("apiTokenSecretCopied")).hasText("Copied");
        MintedSecrets.remember((String) page.page().evaluate("() => navigator.clipboard.readText()"));
        tabTo(page.byTestId("apiTokenDone"));
        press("Enter");
        assertThat(page.byTestId("apiTokenSecretDialog")).hasCount(0);
    }

    private void tabTo(Locator target) {
        go("Tab", target);
    }

    private void tabBackTo(Locator target) {
        go("Shift+Tab", target);
    }

    private void focusIn(Locator item) {
        Browser.focusInMenu(page.page(), item);
    }

    private void go(String key, Locator target) {
        target.waitFor();
        for (int i = 0; i < PATIENCE; i++) {
            page.press(key);
            if (Browser.isFocused(target)) {
                return;
            }
        }
        throw new AssertionError(key + " does not lead to " + target);
    }

    private void press(String key) {
        assertFocused();
        page.press(key);
    }

    private void assertFocused() {
        Browser.await().untilAsserted(() -> assertThat(page.page().evaluate("() => document.activeElement.tagName"))
                .isNotEqualTo("BODY"));
    }

    private static GetByRoleOptions named(String name) {
        return new GetByRoleOptions().setName(name).setExact(true);
    }
}
