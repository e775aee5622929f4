package io.apitokens.keycloak.tests.browser;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ScreenshotAnimations;
import io.apitokens.keycloak.tests.fixture.endpoint.MintedSecrets;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;

/** Drives the admin console of a realm, above all its page 'API tokens'. */
final class AdminConsole {

    private static final Pattern CONTROL =
            Pattern.compile("- '?(?:button|textbox|searchbox|spinbutton|switch|checkbox|combobox) \"([^\"]+)\"");

    private final Page page;
    private final TestRealm realm;

    private AdminConsole(Page page, TestRealm realm) {
        this.page = page;
        this.realm = realm;
    }

    /** Opens the realm's own admin console and logs in. */
    static AdminConsole login(Page page, TestRealm realm, String username) {
        page.navigate(url(realm));
        page.getByLabel("Username or email").fill(username);
        page.locator("#password").fill(username + "-demo-password");
        page.locator("#kc-login").click();
        AdminConsole console = new AdminConsole(page, realm);
        page.getByTestId("currentRealm").waitFor();
        return console;
    }

    /** Follows the menu to the list. */
    AdminConsole openApiTokens() {
        page.getByTestId("nav-item-api-tokens").click();
        byTestId("apiTokenToolbar").waitFor();
        return this;
    }

    void openPolicy() {
        page.getByTestId("nav-item-api-tokens").click();
        byTestId("apiTokenPolicyTab").click();
        byTestId("apiTokenPolicyForm").waitFor();
    }

    /** Shows the policy of a token client instead of that of the realm. */
    void choosePolicyOf(String clientId) {
        byTestId("apiTokenPolicyOwner").click();
        searchIn("apiTokenPolicyOwner").fill(clientId);
        page.getByRole(AriaRole.OPTION, new GetByRoleOptions().setName(clientId).setExact(true))
                .click();
        byTestId("apiTokenPolicyOfClient").waitFor();
    }

    /** @param path with a slash at its beginning, below that of the realm */
    void go(String path) {
        page.navigate(url(realm) + "#/" + realm.name() + path);
    }

    /** Opens the list with a query, and waits for the answer of the server. */
    void goToList(String query) {
        page.waitForResponse(answer -> answer.url().contains("/api-tokens?"), () -> go("/api-tokens?" + query));
    }

    void search(String label) {
        searchField().fill(label);
        page.keyboard().press("Enter");
    }

    void clearSearch() {
        button("Clear the search: Label").click();
    }

    Locator searchField() {
        return byTestId("apiTokenSearch").getByRole(AriaRole.TEXTBOX);
    }

    /** Selects an option of a field of the filter by its text, and applies the filter. */
    void filter(String field, String option) {
        byTestId("dropdown-panel-btn").click();
        page.locator("#" + field).click();
        page.getByRole(AriaRole.OPTION, new GetByRoleOptions().setName(option)).click();
        byTestId("apiTokenFilterApply").click();
    }

    /** Searches for an option of a field of the filter, selects it, and applies the filter. */
    void filterBySearch(String field, String search, String option) {
        byTestId("dropdown-panel-btn").click();
        byTestId(field).click();
        searchIn(field).fill(search);
        page.getByRole(AriaRole.OPTION, new GetByRoleOptions().setName(option).setExact(true))
                .click();
        byTestId("apiTokenFilterApply").click();
    }

    /** Fills in a day of the filter, and applies it. */
    void filterByDay(String field, LocalDate day) {
        byTestId("dropdown-panel-btn").click();
        page.getByRole(AriaRole.TEXTBOX, new GetByRoleOptions().setName(field)).fill(day.toString());
        byTestId("apiTokenFilterApply").click();
    }

    /** Chooses an option of a field with a search. */
    void chooseBySearch(String field, String search, String option) {
        byTestId(field).click();
        searchIn(field).fill(search);
        page.getByRole(AriaRole.OPTION, new GetByRoleOptions().setName(option).setExact(true))
                .click();
    }

    /** Clicks a switch, whose input is hidden below its picture. */
    void toggle(String field) {
        page.locator("label:has([data-testid='" + field + "'])").click();
    }

    Locator unitOf(String field) {
        return page.locator("#" + field + "-unit");
    }

    void chooseUnitOf(String field, String unit) {
        unitOf(field).click();
        page.getByRole(AriaRole.OPTION, new GetByRoleOptions().setName(unit)).click();
    }

    /** Returns the search input in the menu of a field. */
    Locator searchIn(String field) {
        return byTestId(field + "-search").getByRole(AriaRole.TEXTBOX);
    }

    Locator openMenu() {
        return page.locator(".pf-v5-c-menu");
    }

    /** Returns the options of the open menu. */
    Locator options() {
        return page.getByRole(AriaRole.OPTION);
    }

    Locator menuItems() {
        return page.getByRole(AriaRole.MENUITEM);
    }

    void press(String... keys) {
        for (String key : keys) {
            page.keyboard().press(key);
        }
    }

    /** Opens the filter from its button with the keyboard, and goes on by this number of controls. */
    void openFilterAndTab(int controls) {
        press("Enter");
        byTestId("apiTokenFilterForm").waitFor();
        press(Collections.nCopies(controls, "Tab").toArray(String[]::new));
    }

    void type(String text) {
        page.keyboard().type(text);
    }

    /** Returns the accessible names of all controls on the page. */
    List<String> controls() {
        return CONTROL.matcher(page.locator("main").ariaSnapshot())
                .results()
                .map(control -> control.group(1))
                .toList();
    }

    /** Returns the total number in the list. The pagination shows it twice. */
    Locator total() {
        return byTestId("apiTokenTotal").first();
    }

    void openDrawer(String label) {
        button(label).click();
        byTestId("apiTokenDrawer").waitFor();
    }

    /** Opens the dialog that creates an API token for a user. */
    void openCreateFor(String userId) {
        goToList("user=" + userId);
        byTestId("apiTokenCreate").click();
        byTestId("label").waitFor();
    }

    /** Returns the secret that the dialog shows. */
    String secret() {
        String secret = byTestId("apiTokenSecret").locator("input").inputValue();
        MintedSecrets.remember(secret);
        return secret;
    }

    /** Fills in the reason and continues. */
    void revoke(String reason) {
        byTestId("apiTokenComment").fill(reason);
        byTestId("apiTokenRevokeSubmit").click();
    }

    /** Confirms the revocation of more than 50 API tokens. */
    void revokeMany(String reason, int number) {
        byTestId("apiTokenRevokeConfirmation").fill(String.valueOf(number));
        revoke(reason);
    }

    /** Opens the dialog of a bulk revocation from its banner. */
    void showRevocation() {
        byTestId("apiTokenRevocationBanner")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Show"))
                .click();
        byTestId("apiTokenRevocation").waitFor();
    }

    /** Returns the heights of the rows of the list, in pixels. */
    List<Double> rowHeights() {
        return byTestId("apiTokenTable").locator("tbody tr").all().stream()
                .map(row -> row.boundingBox().height)
                .toList();
    }

    /** Returns the bottom edge of an element, in pixels from the top of the window. */
    double bottomOf(String selector) {
        BoundingBox box = page.locator(selector).boundingBox();
        return box.y + box.height;
    }

    /** Waits until nothing is wider than the screen. The console's own header needs a moment to fit a new size. */
    void awaitFit() {
        page.waitForFunction("document.documentElement.scrollWidth <= window.innerWidth"
                + " && document.querySelector('main').scrollWidth <= document.querySelector('main').clientWidth");
    }

    /** Returns a tab of the open page, by its accessible name. */
    Locator tab(String name) {
        return page.getByRole(AriaRole.TAB, new GetByRoleOptions().setName(name).setExact(true));
    }

    /** Returns the labels of the list, in its order. */
    Locator labels() {
        return byTestId("apiTokenTable").locator("tbody button[id^=apiToken-]");
    }

    /** Returns the menu of a row. */
    Locator actions(String label) {
        return button("Actions for " + label);
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new GetByRoleOptions().setName(name).setExact(true));
    }

    Locator rowMenus() {
        return byTestId("apiTokenTable").locator("tbody .pf-v5-c-table__action button");
    }

    /** Returns the entries of the menu. */
    List<String> menu() {
        byTestId("nav-item-users").waitFor();
        return page.locator(".keycloak__page_nav__nav nav a").allTextContents();
    }

    Locator byTestId(String id) {
        return page.getByTestId(id);
    }

    Page page() {
        return page;
    }

    void screenshot(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(ApiTokensPage.SCREENSHOTS.resolve(name + ".png"))
                .setAnimations(ScreenshotAnimations.DISABLED));
    }

    private static String url(TestRealm realm) {
        return realm.url().replace("/realms/", "/admin/") + "/console/";
    }
}
