package io.apitokens.keycloak.tests.browser;

import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Route;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;

/** Tests that the browser's Back button does not lose what a dialog shows. */
@BrowserTest
class AccountConsoleBackIT {

    private static final Pattern PAGE = Pattern.compile("/account-security/api-tokens$");

    @Test
    void backAsksBeforeTheSecretDisappears(TestRealm realm, Browser browser) {
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.create("CI pipeline");
        page.secret().waitFor();
        page.goBack();
        assertThat(page.byTestId("apiTokenNotCopied")).isVisible();
        page.goBack();
        assertThat(page.secret()).isVisible();
        assertThat(page.page()).hasURL(PAGE);
        page.copySecret();
        page.goBack();
        assertThat(page.byTestId("apiTokenSecretDialog")).hasCount(0);
        assertThat(page.page()).hasURL(PAGE);
        assertThat(page.row("CI pipeline")).isVisible();
    }

    @Test
    void backAsksBeforeTypedFieldsDisappear(TestRealm realm, Browser browser) {
        realm.account(ALICE).mint("deployed");
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.openEdit("deployed");
        page.byTestId("apiTokenDescription").fill("nightly");
        page.goBack();
        assertThat(page.byTestId("apiTokenDiscard")).isVisible();
        page.screenshot("account-discard");
        page.byTestId("apiTokenKeepEditing").click();
        assertThat(page.byTestId("apiTokenDiscard")).hasCount(0);
        assertThat(page.byTestId("apiTokenLabel")).isFocused();
        assertThat(page.byTestId("apiTokenDescription")).hasValue("nightly");
        page.goBack();
        page.byTestId("apiTokenDiscardInput").click();
        assertThat(page.byTestId("apiTokenEditDialog")).hasCount(0);
        assertThat(page.page()).hasURL(PAGE);
        assertThat(page.actions("deployed")).isFocused();
    }

    @Test
    void backClosesADialogWithoutInputAndThenLeavesThePage(TestRealm realm, Browser browser) {
        realm.account(ALICE).mint("deployed");
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.openCreate();
        page.goBack();
        assertThat(page.byTestId("apiTokenCreateDialog")).hasCount(0);
        assertThat(page.byTestId("apiTokenCreate")).isFocused();
        page.openRevoke("deployed");
        page.goBack();
        assertThat(page.byTestId("apiTokenConfirmDialog")).hasCount(0);
        assertThat(page.page()).hasURL(PAGE);
        page.goBack();
        assertThat(page.byTestId("apiTokensPage")).hasCount(0);
    }

    @Test
    void backDoesNotLoseAnAnswerThatIsOnItsWay(TestRealm realm, Browser browser) {
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        AtomicReference<Route> held = new AtomicReference<>();
        page.page().route("**/api-tokens", held::set);
        page.create("slow");
        page.page().waitForCondition(() -> held.get() != null);
        page.goBack();
        assertThat(page.byTestId("apiTokenCreateDialog")).isVisible();
        held.get().resume();
        assertThat(page.secret()).isVisible();
        page.done();
        assertThat(page.row("slow")).isVisible();
    }
}
