package io.apitokens.keycloak.tests.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.CAROL;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.GATEWAY;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests what the dialog with which admins create API tokens suggests, demands and refuses. */
@BrowserTest
class AdminConsoleCreateIT {

    @Test
    void adminCreatesATokenForAUserAndSeesTheSecretOnce(TestRealm realm, Browser browser) {
        AdminConsole console = AdminConsole.login(page(browser), realm, CAROL).openApiTokens();
        console.byTestId("apiTokenCreate").click();
        assertThat(console.byTestId("userId")).hasText("Choose a user");
        console.chooseBySearch("userId", BOB, BOB);
        console.byTestId("label").fill("by an admin");
        console.byTestId("apiTokenSelection").check();
        console.byTestId("apiTokenScope-notes:read").check();
        // Bob may not write.
        assertThat(console.byTestId("apiTokenScope-notes:write")).hasCount(0);
        console.byTestId("apiTokenSubmit").click();
        String secret = console.secret();
        assertThat(secret).matches("kcat_[0-9A-Za-z]{49}");
        assertThat(realm.introspection().of(secret).get("scope").asText()).isEqualTo("notes:read");
        assertThat(realm.introspection().of(secret).get("sub").asText()).isEqualTo(realm.userId(BOB));
        console.press("Escape");
        assertThat(console.byTestId("apiTokenSecretDialog")).isVisible();
        console.byTestId("apiTokenSecretDone").click();
        assertThat(console.labels()).hasText(new String[] {"by an admin"});
        assertThat(console.page().content()).doesNotContain(secret);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void adminCreatesATokenForAServiceAccount(TestRealm realm, Browser browser) {
        realm.changeClient(GATEWAY, client -> client.setServiceAccountsEnabled(true));
        realm.addNotesRoleToAll("read");
        AdminConsole console = AdminConsole.login(page(browser), realm, CAROL).openApiTokens();
        console.byTestId("apiTokenCreate").click();
        console.byTestId("apiTokenOwnerAccount").check();
        console.chooseBySearch("apiTokenAccount", "gateway", GATEWAY);
        console.byTestId("label").fill("robot");
        console.byTestId("apiTokenEverything").check();
        console.byTestId("apiTokenSubmit").click();
        assertThat(realm.introspection().of(console.secret()).get("sub").asText())
                .isEqualTo(realm.client(GATEWAY).getServiceAccountUser().getId());
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void tokenWithoutALabelGetsTheOneThatTheFieldSuggests(TestRealm realm, Browser browser) {
        realm.account(ALICE).mint("Notes");
        realm.addTokenClient("tasks");
        AdminConsole console = AdminConsole.login(page(browser), realm, CAROL).openApiTokens();
        console.openCreateFor(realm.userId(ALICE));
        assertThat(console.byTestId("label")).hasValue("");
        assertThat(console.byTestId("label")).hasAttribute("placeholder", "Notes 2");
        console.byTestId("apiTokenCreateApplication").selectOption("tasks");
        assertThat(console.byTestId("label")).hasAttribute("placeholder", "tasks");
        console.byTestId("apiTokenCreateApplication").selectOption(NOTES);
        console.byTestId("apiTokenSubmit").click();
        console.secret();
        console.byTestId("apiTokenSecretDone").click();
        assertThat(console.labels()).hasText(new String[] {"Notes 2", "Notes"});
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void selectionOfNothingIsAMistakeAndNoTokenWithoutScopes(TestRealm realm, Browser browser) {
        AdminConsole console = AdminConsole.login(page(browser), realm, CAROL).openApiTokens();
        console.openCreateFor(realm.userId(ALICE));
        console.byTestId("apiTokenSelection").check();
        console.byTestId("apiTokenSubmit").click();
        assertThat(console.page().locator("#apiTokenScopes-error"))
                .containsText("Select at least one, or choose “Only what the application always includes”.");
        assertThat(console.page().getByRole(AriaRole.GROUP, new GetByRoleOptions().setName("Only what I select")))
                .hasAttribute("aria-describedby", "apiTokenScopes-error");
        assertThat(console.byTestId("apiTokenScope-notes:read")).isFocused();
        assertThat(realm.account(ALICE).labels("")).isEmpty();

        console.byTestId("apiTokenBasic").check();
        assertThat(console.page().locator("#apiTokenScopes-error")).isEmpty();
        console.byTestId("apiTokenSubmit").click();
        console.secret();
        JsonNode minted = realm.account(ALICE).get("").json().get(0);
        assertThat(minted.get("everything").asBoolean()).isFalse();
        assertThat(minted.get("scopes")).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void policyPreselectsTheAccess(TestRealm realm, Browser browser) {
        AdminConsole console = AdminConsole.login(page(browser), realm, CAROL).openApiTokens();
        console.openCreateFor(realm.userId(ALICE));
        assertThat(console.byTestId("apiTokenEverything")).isChecked();
        realm.apiTokensAdmin().setPolicy("{\"everythingByDefault\":false}");
        console.press("Escape");
        console.byTestId("apiTokenCreate").click();
        assertThat(console.byTestId("apiTokenSelection")).isChecked();
        assertThat(console.byTestId("apiTokenScope-notes:read")).not().isChecked();
    }

    @Test
    void selectionForAnotherApplicationNeverBecomesEverything(TestRealm realm, Browser browser) {
        realm.addTokenClient("tasks");
        realm.addTokenClient("todos", "notes:write");
        realm.apiTokensAdmin().setPolicy(realm.clientId(NOTES), "{\"everythingByDefault\":false}");
        AdminConsole console = AdminConsole.login(page(browser), realm, CAROL).openApiTokens();
        console.openCreateFor(realm.userId(ALICE));
        console.byTestId("apiTokenScope-notes:read").check();
        console.byTestId("apiTokenCreateApplication").selectOption("tasks");
        assertThat(console.byTestId("apiTokenBasic")).isChecked();
        console.byTestId("apiTokenCreateApplication").selectOption("todos");
        assertThat(console.byTestId("apiTokenSelection")).isChecked();
        console.byTestId("apiTokenSubmit").click();
        assertThat(console.byTestId("apiTokenScope-notes:write")).isFocused();
        assertThat(realm.account(ALICE).labels("")).isEmpty();
    }

    @Test
    void refusalIsShownAtItsField(TestRealm realm, Browser browser) {
        realm.account(ALICE).mint("taken");
        AdminConsole console = AdminConsole.login(page(browser), realm, CAROL).openApiTokens();
        console.openCreateFor(realm.userId(ALICE));
        console.byTestId("label").fill("taken");
        console.byTestId("apiTokenSubmit").click();
        assertThat(console.page().getByText("Another active API token of this user has this label."))
                .isVisible();
        assertThat(console.byTestId("label")).isFocused();

        console.byTestId("label").fill("for a year");
        console.byTestId("apiTokenCreateExpires").selectOption("31536000");
        realm.apiTokensAdmin().setPolicy("{\"maxLifetime\":86400}");
        console.byTestId("apiTokenSubmit").click();
        assertThat(console.page().locator("#apiTokenCreateExpires-error"))
                .containsText("The lifetime is longer than the policy allows.");
        assertThat(console.byTestId("apiTokenCreateExpires")).isFocused();
        assertThat(realm.account(ALICE).labels("")).containsExactly("taken");
    }

    private static Page page(Browser browser) {
        return browser.open(new NewContextOptions().setViewportSize(1280, 900));
    }
}
