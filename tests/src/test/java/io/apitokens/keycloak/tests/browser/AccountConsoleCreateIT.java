package io.apitokens.keycloak.tests.browser;

import java.util.regex.Pattern;
import java.util.stream.IntStream;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.ClientScopeRepresentation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests what the dialog that creates API tokens suggests, demands and explains. */
@BrowserTest
class AccountConsoleCreateIT {

    @Test
    void suggestedLabelCanBeLeftAsItIs(TestRealm realm, Browser browser) {
        realm.addTokenClient("tasks");
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.openCreate();
        assertThat(page.byTestId("apiTokenLabel")).hasValue("Notes");
        page.submit();
        page.done();
        page.openCreate();
        assertThat(page.byTestId("apiTokenLabel")).hasValue("Notes 2");
        page.byTestId("apiTokenApplication").selectOption("tasks");
        assertThat(page.byTestId("apiTokenLabel")).hasValue("tasks");
        page.byTestId("apiTokenLabel").fill("mine");
        page.byTestId("apiTokenApplication").selectOption(NOTES);
        assertThat(page.byTestId("apiTokenLabel")).hasValue("mine");
        page.byTestId("apiTokenLabel").fill("");
        page.submit();
        page.done();
        assertThat(page.row("Notes 2")).isVisible();
    }

    @Test
    void suggestionIsNotTakenByAnotherTokenMeanwhile(TestRealm realm, Browser browser) {
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.openCreate();
        assertThat(page.byTestId("apiTokenLabel")).hasValue("Notes");
        realm.account(ALICE).mint("Notes");
        page.submit();
        page.done();
        assertThat(page.row("Notes 2")).isVisible();
    }

    @Test
    void limitIsThatOfTheMoment(TestRealm realm, Browser browser) {
        AccountApi alice = realm.account(ALICE);
        String id = alice.mint("the only one").id();
        realm.apiTokensAdmin().setPolicy("{\"maxActive\":1}");
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.byTestId("apiTokenCreate").click();
        assertThat(page.byTestId("apiTokenLimitDialog")).isVisible();
        page.byTestId("apiTokenClose").first().click();
        alice.delete("/" + id);
        page.openCreate();
        page.submit();
        page.done();
        assertThat(page.row("Notes")).isVisible();
    }

    @Test
    void applicationsAreSortedByTheirNames(TestRealm realm, Browser browser) {
        realm.addTokenClient("a-tasks");
        realm.changeClient("a-tasks", client -> client.setName("Zebra"));
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.openCreate();
        assertThat(page.byTestId("apiTokenApplication").locator("option")).hasText(new String[] {"Notes", "Zebra"});
        assertThat(page.byTestId("apiTokenApplication")).hasValue(NOTES);
    }

    @Test
    void selectionOfNothingIsNoTokenUnlessTheUserWantsBasicAccess(TestRealm realm, Browser browser) {
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.openCreate();
        page.byTestId("apiTokenSelection").check();
        page.submit();
        assertThat(page.text("Select at least one, or choose basic access.")).isVisible();
        assertThat(page.byTestId("apiTokenScope-notes:read")).isFocused();
        assertThat(realm.account(ALICE).labels("")).isEmpty();
        page.screenshot("account-create-nothing");
        page.byTestId("apiTokenBasic").check();
        page.submit();
        page.done();
        assertThat(page.row("Notes")).containsText("Basic access");
    }

    @Test
    void policyPreselectsLifetimeAndAccess(TestRealm realm, Browser browser) {
        realm.apiTokensAdmin().setPolicy("{\"everythingByDefault\":false,\"defaultLifetime\":2592000}");
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.openCreate();
        assertThat(page.byTestId("apiTokenSelection")).isChecked();
        assertThat(page.byTestId("apiTokenExpires")).hasValue("2592000");
        assertThat(page.byTestId("apiTokenExpiresHelp")).containsText("It works until");
        page.expires("Never");
        assertThat(page.byTestId("apiTokenExpiresHelp")).containsText("It works until you revoke it");
    }

    @Test
    void defaultScopesSayWhatUsersUnderstand(TestRealm realm, Browser browser) {
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.openCreate();
        assertThat(page.byTestId("apiTokenCreateDialog")).containsText("Always included, whatever you choose:");
        assertThat(page.byTestId("apiTokenScopes-always").getByRole(AriaRole.LISTITEM))
                .hasText("your roles, by which the application decides what you may do");
        assertThat(page.page().getByRole(AriaRole.RADIOGROUP))
                .hasAccessibleDescription(Pattern.compile("Always included.*your roles"));
    }

    @Test
    void manyScopesAreInNaturalOrderAndHaveASearch(TestRealm realm, Browser browser) {
        IntStream.rangeClosed(1, 24).forEach(i -> addScope(realm, "res" + i + ":read"));
        ApiTokensPage page =
                ApiTokensPage.login(browser.open(new NewContextOptions().setViewportSize(1280, 800)), realm, ALICE);
        page.openCreate();
        page.byTestId("apiTokenSelection").check();
        Locator scopes = page.page().locator("[data-testid^='apiTokenScope-res']");
        assertThat(scopes).hasCount(24);
        assertThat(scopes.nth(1)).hasAttribute("data-testid", "apiTokenScope-res2:read");
        assertThat(scopes.nth(9)).hasAttribute("data-testid", "apiTokenScope-res10:read");
        page.byTestId("apiTokenScope-res3:read").check();
        page.page().getByLabel("Search access").fill("RES1");
        // Selected scopes stay in sight.
        assertThat(scopes).hasCount(12);
        assertThat(page.byTestId("apiTokenScopesSelected")).hasText("1 of 26 selected, 12 shown");
        page.screenshot("account-create-many");
        page.page().getByLabel("Search access").press("Enter");
        assertThat(page.byTestId("apiTokenCreateDialog")).isVisible();
        page.byTestId("apiTokenScope-res12:read").check();
        page.submit();
        page.done();
        assertThat(page.row("Notes")).containsText("res3:read");
        assertThat(page.row("Notes")).containsText("res12:read");
    }

    @Test
    void onlyScopesOfTheChosenApplicationCount(TestRealm realm, Browser browser) {
        IntStream.rangeClosed(1, 10).forEach(i -> addScope(realm, "res" + i + ":read"));
        addScope(realm, "tasks:run");
        realm.client(NOTES).removeOptionalClientScope(realm.scopeId("tasks:run"));
        realm.addTokenClient("tasks", "tasks:run");
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.openCreate();
        page.byTestId("apiTokenApplication").selectOption("tasks");
        page.byTestId("apiTokenSelection").check();
        page.byTestId("apiTokenScope-tasks:run").check();
        page.byTestId("apiTokenApplication").selectOption(NOTES);
        assertThat(page.byTestId("apiTokenScopesSelected")).hasText("0 of 12 selected, 12 shown");
        page.byTestId("apiTokenScope-res1:read").check();
        assertThat(page.byTestId("apiTokenScopesSelected")).hasText("1 of 12 selected, 12 shown");
        page.byTestId("apiTokenApplication").selectOption("tasks");
        assertThat(page.byTestId("apiTokenScope-tasks:run")).isChecked();
    }

    @Test
    void lastDaySaysWhenTheTokenEnds(TestRealm realm, Browser browser) {
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.openCreate();
        page.expires("On a date");
        assertThat(page.byTestId("apiTokenExpiresDateHelp")).isEmpty();
        page.page().locator("#apiTokenExpiresDate").fill("12/31/2099");
        assertThat(page.byTestId("apiTokenExpiresDateHelp")).hasText("It works until Dec 31, 2099, 11:59\u202FPM.");
        assertThat(page.page().locator("#apiTokenExpiresDate"))
                .hasAccessibleDescription(Pattern.compile("It works until Dec 31, 2099"));
        page.page().locator("#apiTokenExpiresDate").fill("12/31/2019");
        assertThat(page.byTestId("apiTokenExpiresDateHelp")).isEmpty();
    }

    @Test
    void accessIsInSightOnALaptopAndAPhone(TestRealm realm, Browser browser) {
        for (int width : new int[] {1280, 400}) {
            ApiTokensPage page = ApiTokensPage.openAt(
                    browser.open(new NewContextOptions().setViewportSize(width, 800)), realm, ALICE, "");
            page.openCreate();
            BoundingBox access = page.byTestId("apiTokenBasic").boundingBox();
            BoundingBox submit = page.byTestId("apiTokenSubmit").boundingBox();
            assertThat(access.y + access.height).as("at %s px", width).isLessThan(submit.y);
            page.screenshot("account-create-" + width);
        }
    }

    private static void addScope(TestRealm realm, String name) {
        ClientScopeRepresentation scope = new ClientScopeRepresentation();
        scope.setName(name);
        scope.setProtocol("openid-connect");
        realm.admin().clientScopes().create(scope).close();
        realm.client(NOTES).addOptionalClientScope(realm.scopeId(name));
    }
}
