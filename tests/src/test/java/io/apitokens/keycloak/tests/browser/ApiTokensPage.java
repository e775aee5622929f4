package io.apitokens.keycloak.tests.browser;

import java.nio.file.Path;
import java.util.List;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ScreenshotAnimations;
import com.microsoft.playwright.options.SelectOption;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.apitokens.keycloak.tests.fixture.endpoint.MintedSecrets;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Drives the page 'API tokens' of the account console. */
final class ApiTokensPage {

    /** The folder for screenshots: that of the documentation, if the build sets it. */
    static final Path SCREENSHOTS = Path.of(System.getProperty("screenshots", "target/screenshots"));

    private final Page page;

    private ApiTokensPage(Page page) {
        this.page = page;
    }

    /** Opens the account console, logs in, and follows the menu. */
    static ApiTokensPage login(Page page, TestRealm realm, String username) {
        page.navigate(realm.url() + "/account");
        page.locator("#username").fill(username);
        page.locator("#password").fill(username + "-demo-password");
        page.locator("#kc-login").click();
        return new ApiTokensPage(page).openFromMenu();
    }

    /** Opens the page itself, with a query, and logs in. */
    static ApiTokensPage openAt(Page page, TestRealm realm, String username, String query) {
        page.navigate(realm.url() + "/account/account-security/api-tokens" + query);
        ApiTokensPage opened = new ApiTokensPage(page);
        opened.logIn(username);
        return opened;
    }

    ApiTokensPage openFromMenu() {
        page.getByTestId("accountSecurity").click();
        page.getByTestId("account-security/api-tokens").click();
        page.getByTestId("apiTokenToolbar").waitFor();
        return this;
    }

    /** Fills the dialog and submits it. Without scopes, everything stays chosen. */
    void create(String label, String... scopes) {
        openCreate();
        page.getByTestId("apiTokenLabel").fill(label);
        if (scopes.length > 0) {
            page.getByTestId("apiTokenSelection").check();
        }
        for (String scope : scopes) {
            page.getByTestId("apiTokenScope-" + scope).check();
        }
        submit();
    }

    void openCreate() {
        page.getByTestId("apiTokenCreate").click();
        page.getByTestId("apiTokenLabel").waitFor();
    }

    void openRotate(String label) {
        action(label, "New secret");
        page.getByTestId("apiTokenRotateDialog").waitFor();
    }

    /** Selects the expiry by the text of the choice. */
    void expires(String choice) {
        page.getByTestId("apiTokenExpires").selectOption(new SelectOption().setLabel(choice));
    }

    /** Enters the password again, if Keycloak asks for it. */
    void logInAgain(String username) {
        page.getByTestId("apiTokenLogin").click();
        page.locator("#password").fill(username + "-demo-password");
        page.locator("#kc-login").click();
        page.getByTestId("apiTokenToolbar").waitFor();
    }

    /** Ends the logins of a user at the server. A logout by an admin would also block the API tokens. */
    static void endLogins(TestRealm realm, String username) {
        realm.user(username).getUserSessions().forEach(session -> realm.admin().deleteSession(session.getId(), false));
    }

    /** Logs in where the login page is shown, and waits for the page. */
    void logIn(String username) {
        page.locator("#username").fill(username);
        page.locator("#password").fill(username + "-demo-password");
        page.locator("#kc-login").click();
        page.getByTestId("apiTokenToolbar").waitFor();
    }

    void submit() {
        page.getByTestId("apiTokenSubmit").click();
    }

    /** Copies the secret with the page's own button and reads it from the clipboard. */
    String copySecret() {
        copy();
        String copied = (String) page.evaluate("() => navigator.clipboard.readText()");
        MintedSecrets.remember(copied);
        return copied;
    }

    /** Waits until the browser has the text, and the page knows it. */
    private void copy() {
        secret().getByRole(AriaRole.BUTTON).click();
        assertThat(page.getByTestId("apiTokenSecretCopied")).not().isEmpty();
    }

    Locator secret() {
        return page.getByTestId("apiTokenSecret");
    }

    /** Copies the secret and closes the dialog. */
    void done() {
        copy();
        page.getByTestId("apiTokenDone").click();
        secret().waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    }

    void openRevoke(String label) {
        action(label, "Revoke");
        page.getByTestId("apiTokenConfirm").waitFor();
    }

    void openRevokeAll() {
        page.getByTestId("apiTokenMore").click();
        page.getByTestId("apiTokenRevokeAll").click();
        page.getByTestId("apiTokenConfirm").waitFor();
    }

    void openEdit(String label) {
        action(label, "Edit");
        page.getByTestId("apiTokenLabel").waitFor();
    }

    void confirm() {
        page.getByTestId("apiTokenConfirm").click();
    }

    void cancel() {
        page.getByTestId("apiTokenCancel").click();
    }

    void search(String label) {
        Locator field = page.getByLabel("Search by label");
        field.fill(label);
        field.press("Enter");
    }

    void showStatus(String status) {
        page.getByTestId("apiTokenStatusFilter").click();
        page.getByRole(AriaRole.OPTION, new GetByRoleOptions().setName(status).setExact(true))
                .click();
    }

    Locator row(String label) {
        return page.locator("tr").filter(new Locator.FilterOptions().setHasText(label));
    }

    List<String> labels() {
        return page.locator("[data-label=Label] p:first-child").allTextContents();
    }

    Locator actions(String label) {
        return page.getByLabel("Actions for " + label, new Page.GetByLabelOptions().setExact(true));
    }

    Locator menuItems() {
        return page.getByRole(AriaRole.MENUITEM);
    }

    void press(String key) {
        page.keyboard().press(key);
    }

    /** Goes back as the browser's button does, and waits until the console knows. */
    void goBack() {
        page.evaluate("() => new Promise(done => {"
                + " addEventListener('popstate', () => setTimeout(done), { once: true }); history.back(); })");
    }

    Locator byTestId(String id) {
        return page.getByTestId(id);
    }

    Locator text(String text) {
        return page.getByText(text);
    }

    Page page() {
        return page;
    }

    /** Saves a screenshot of the page for the documentation. */
    void screenshot(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setAnimations(ScreenshotAnimations.DISABLED)
                .setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    private void action(String label, String action) {
        actions(label).click();
        page.getByRole(AriaRole.MENUITEM, new GetByRoleOptions().setName(action))
                .click();
    }
}
