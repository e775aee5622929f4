package io.apitokens.keycloak.tests.browser;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

/** Links that open the dialog that creates an API token, filled in. */
@BrowserTest
class AccountConsoleLinkIT {

    @Test
    void linkFillsInTheDialogAfterTheLoginAndCreatesNothing(TestRealm realm, Browser browser) {
        ApiTokensPage page = ApiTokensPage.openAt(
                browser.open(new NewContextOptions()),
                realm,
                ALICE,
                "?create&client=notes&label=CI+pipeline&description=nightly&scope=notes:read&lifetime=45d");
        assertThat(page.byTestId("apiTokenLinkNotice")).containsText("A link has filled in this form");
        assertThat(page.byTestId("apiTokenLabel")).hasValue("CI pipeline");
        assertThat(page.byTestId("apiTokenDescription")).hasValue("nightly");
        assertThat(page.byTestId("apiTokenScope-notes:read")).isChecked();
        assertThat(page.byTestId("apiTokenScope-notes:write")).not().isChecked();
        assertThat(page.byTestId("apiTokenExpires")).hasValue(String.valueOf(45 * 86_400));
        assertThat(page.page().url()).doesNotContain("create", "CI");
        assertThat(realm.account(ALICE).labels("")).isEmpty();
        page.screenshot("account-link");

        page.submit();
        page.done();
        assertThat(page.row("CI pipeline")).containsText("Read your notes");
        page.page().reload();
        assertThat(page.row("CI pipeline")).isVisible();
        assertThat(page.byTestId("apiTokenCreateDialog")).hasCount(0);
    }

    @Test
    void dialogNamesThePartsOfALinkThatItCannotFillIn(TestRealm realm, Browser browser) {
        realm.apiTokensAdmin().setPolicy("{\"maxLifetime\":2592000}");
        ApiTokensPage page = ApiTokensPage.openAt(
                browser.open(new NewContextOptions()),
                realm,
                ALICE,
                "?create&scope=admin+notes:read&lifetime=never&label=%3Cb%3Ex%3C/b%3E");
        assertThat(page.byTestId("apiTokenLinkNotice")).containsText("the access the link asks for: admin");
        assertThat(page.byTestId("apiTokenLinkNotice")).containsText("the lifetime the link asks for: never");
        assertThat(page.byTestId("apiTokenScope-notes:read")).isChecked();
        assertThat(page.byTestId("apiTokenLabel")).hasValue("<b>x</b>");
        page.screenshot("account-link-refused");
        page.cancel();
        page.page().reload();
        page.byTestId("apiTokenEmpty").waitFor();
        assertThat(page.byTestId("apiTokenCreateDialog")).hasCount(0);
    }

    @Test
    void linkReplacesADialogThatWasLeftOpen(TestRealm realm, Browser browser) {
        ApiTokensPage page = ApiTokensPage.openAt(browser.open(new NewContextOptions()), realm, ALICE, "");
        page.openCreate();
        page.byTestId("apiTokenLabel").fill("typed before");
        page.page().navigate(page.page().url() + "?create&label=from+the+link");
        assertThat(page.byTestId("apiTokenLinkNotice")).isVisible();
        assertThat(page.byTestId("apiTokenLabel")).hasValue("from the link");
        page.cancel();
        page.page().reload();
        page.byTestId("apiTokenEmpty").waitFor();
        assertThat(page.byTestId("apiTokenCreateDialog")).hasCount(0);
    }

    @Test
    void scopesOfARefusedApplicationAreNotSelectedAtAnother(TestRealm realm, Browser browser) {
        ApiTokensPage page = ApiTokensPage.openAt(
                browser.open(new NewContextOptions()), realm, ALICE, "?create&client=nobody&scope=notes:read");
        assertThat(page.byTestId("apiTokenLinkNotice"))
                .containsText("The application the link asks for does not accept API tokens: nobody");
        assertThat(page.byTestId("apiTokenSelection")).isChecked();
        assertThat(page.byTestId("apiTokenScope-notes:read")).not().isChecked();
        page.submit();
        assertThat(page.text("Select at least one, or choose basic access.")).isVisible();
        assertThat(realm.account(ALICE).labels("")).isEmpty();
    }

    @Test
    void clientThatIsNoTokenClientIsNotSelected(TestRealm realm, Browser browser) {
        realm.addTokenClient("tasks", "notes:read");
        ApiTokensPage page =
                ApiTokensPage.openAt(browser.open(new NewContextOptions()), realm, ALICE, "?create&client=notes-api");
        assertThat(page.byTestId("apiTokenLinkNotice")).containsText("does not accept API tokens: notes-api");
        assertThat(page.byTestId("apiTokenApplication").locator("option")).hasCount(2);
        assertThat(page.byTestId("apiTokenApplication")).not().hasValue("notes-api");
    }

    @Test
    void refusedLifetimeLeavesTheChoiceToTheUser(TestRealm realm, Browser browser) {
        ApiTokensPage page = ApiTokensPage.openAt(
                browser.open(new NewContextOptions()),
                realm,
                ALICE,
                "?create&label=%E2%80%8B&lifetime=" + "9".repeat(10) + "d");
        assertThat(page.byTestId("apiTokenLinkNotice")).containsText("the lifetime the link asks for: 9999999999d");
        assertThat(page.byTestId("apiTokenLinkNotice")).containsText("no valid text for this field: Label");
        assertThat(page.byTestId("apiTokenExpires")).hasValue("choose");
        page.screenshot("account-link-choose");
        page.submit();
        assertThat(page.byTestId("apiTokenExpires")).isFocused();
        assertThat(page.byTestId("apiTokenExpires")).hasAccessibleDescription("Choose when the API token expires.");
        assertThat(realm.account(ALICE).labels("")).isEmpty();
        page.expires("Never");
        page.submit();
        page.done();
        assertThat(page.row("Notes").getByText("Never", new Locator.GetByTextOptions().setExact(true)))
                .isVisible();
    }

    @Test
    void refusedLifetimeIsReplacedByTheDefaultOfThePolicy(TestRealm realm, Browser browser) {
        realm.apiTokensAdmin().setPolicy("{\"defaultLifetime\":604800}");
        ApiTokensPage page =
                ApiTokensPage.openAt(browser.open(new NewContextOptions()), realm, ALICE, "?create&lifetime=soon");
        assertThat(page.byTestId("apiTokenLinkNotice")).containsText("The link has no valid lifetime: soon");
        assertThat(page.byTestId("apiTokenExpires")).hasValue("604800");
    }
}
