package io.apitokens.keycloak.tests.browser;

import java.util.regex.Pattern;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.BoundingBox;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static org.assertj.core.api.Assertions.assertThat;

/** Neither an API token nor what the user typed is lost when a connection breaks or a login ends. */
@BrowserTest
class AccountConsoleLossIT {

    private static final String MINT = "**/api-tokens";
    private static final String ROTATE = "**/rotate";

    @Test
    void tokenWhoseSecretWasLostGetsANewOne(TestRealm realm, Browser browser) {
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        LostAnswer.ofNext(page.page(), 1, MINT);
        page.create("CI pipeline");
        assertThat(page.byTestId("apiTokenLostDialog")).containsText("The API token \"CI pipeline\"");
        assertThat(page.byTestId("apiTokenLostFirst")).containsText("Everything");
        assertThat(page.byTestId("apiTokenLostFirst")).containsText("Never");
        assertThat(page.byTestId("apiTokenLostGrace")).hasCount(0);
        // The list behind the dialog shows it.
        assertThat(page.row("CI pipeline")).hasCount(1);
        page.screenshot("account-lost");
        page.byTestId("apiTokenLostSecret").click();
        String secret = page.copySecret();
        page.done();
        assertThat(page.actions("CI pipeline")).isFocused();
        assertThat(realm.introspection().isActive(secret)).isTrue();
        assertThat(realm.account(ALICE).labels("")).containsExactly("CI pipeline");
    }

    @Test
    void tokenWhoseSecretWasLostCanBeRevoked(TestRealm realm, Browser browser) {
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        // The page itself sends the request once more, so both answers have to be lost.
        LostAnswer lost = LostAnswer.ofNext(page.page(), 2, MINT);
        page.create("CI pipeline");
        lost.await();
        assertThat(page.byTestId("apiTokenFormError")).containsText("The API token may exist now.");
        assertThat(page.row("CI pipeline")).hasCount(1);
        page.submit();
        page.byTestId("apiTokenLostRevoke").click();
        assertThat(page.text("The API token \"CI pipeline\" was revoked.")).isVisible();
        assertThat(page.byTestId("apiTokenEmpty")).isVisible();
        assertThat(realm.account(ALICE).labels("?status=active")).isEmpty();
    }

    @Test
    void lostTokenIsStillKnownAfterTheLogin(TestRealm realm, Browser browser) {
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        LostAnswer.ofNext(page.page(), 1, MINT);
        page.create("CI pipeline");
        page.byTestId("apiTokenLostDialog").waitFor();
        ApiTokensPage.endLogins(realm, ALICE);
        page.byTestId("apiTokenLostSecret").click();
        page.byTestId("apiTokenLogin").click();
        page.logIn(ALICE);
        page.byTestId("apiTokenLostSecret").click();
        assertThat(realm.introspection().isActive(page.copySecret())).isTrue();
        page.done();
    }

    @Test
    void rotationWhoseAnswerWasLostIsNotTheEnd(TestRealm realm, Browser browser) {
        String first = realm.account(ALICE).mint("deployed").secret();
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        LostAnswer.ofNext(page.page(), 1, ROTATE);
        page.openRotate("deployed");
        page.submit();
        assertThat(page.byTestId("apiTokenLostDialog")).containsText("The API token \"deployed\"");
        assertThat(realm.introspection().isActive(first)).isFalse();

        // The answer with the replacement is lost too.
        page.page().unroute(ROTATE);
        LostAnswer.ofNext(page.page(), 1, ROTATE);
        page.byTestId("apiTokenLostSecret").click();
        assertThat(page.byTestId("apiTokenFormError")).containsText("the answer with it was lost");
        page.byTestId("apiTokenLostSecret").click();
        assertThat(realm.introspection().isActive(page.copySecret())).isTrue();
        page.done();
    }

    @Test
    void recoveryFromALostRotationLeavesTheGracePeriodAlone(TestRealm realm, Browser browser) {
        String deployed = realm.account(ALICE).mint("deployed").secret();
        ApiTokensPage page =
                ApiTokensPage.openAt(browser.open(new NewContextOptions().setViewportSize(400, 800)), realm, ALICE, "");
        LostAnswer.ofNext(page.page(), 1, ROTATE);
        page.openRotate("deployed");
        page.byTestId("apiTokenGraceDay").check();
        page.submit();
        assertThat(page.byTestId("apiTokenLostGrace"))
                .containsText(Pattern.compile("The previous secret works until .*A new secret does not end it\\."));
        page.screenshot("account-lost-grace");
        page.byTestId("apiTokenLostSecret").click();
        assertThat(realm.introspection().isActive(page.copySecret())).isTrue();
        assertThat(realm.introspection().isActive(deployed))
                .as("the secret that scripts still use")
                .isTrue();
    }

    @Test
    void loginThatEndedWhileTypingReturnsToTheDialog(TestRealm realm, Browser browser) {
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        type(page);
        // The access token is fresh, but its session is gone: 401 when creating.
        ApiTokensPage.endLogins(realm, ALICE);
        page.submit();
        assertThat(page.byTestId("apiTokenLoginRequired")).containsText("Your login has ended");
        page.screenshot("account-login-ended");
        page.byTestId("apiTokenLogin").click();
        page.logIn(ALICE);
        assertTyped(page);
        page.submit();
        page.done();
        assertThat(page.row("typed before")).containsText("Read your notes");
        assertThat(storage(page)).doesNotContain("typed before");
    }

    @Test
    void loginThatEndedWithTheAccessTokenReturnsToTheDialog(TestRealm realm, Browser browser) {
        // Each request needs a new access token first.
        realm.changeRealm(representation -> representation.setAccessTokenLifespan(4));
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        type(page);
        ApiTokensPage.endLogins(realm, ALICE);
        page.submit();
        page.logIn(ALICE);
        assertTyped(page);
        page.cancel();
        page.page().reload();
        page.byTestId("apiTokenToolbar").waitFor();
        assertThat(page.byTestId("apiTokenCreateDialog")).hasCount(0);
        assertThat(realm.account(ALICE).labels("")).isEmpty();
    }

    @Test
    void anotherUserDoesNotSeeWhatWasTyped(TestRealm realm, Browser browser) {
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        type(page);
        ApiTokensPage.endLogins(realm, ALICE);
        page.submit();
        page.byTestId("apiTokenLogin").click();
        page.logIn(BOB);
        assertThat(page.byTestId("apiTokenEmpty")).isVisible();
        assertThat(page.byTestId("apiTokenCreateDialog")).hasCount(0);
        assertThat(storage(page)).doesNotContain("typed before");
    }

    @Test
    void lostTokenIsShownAsTheFirstRequestWantedIt(TestRealm realm, Browser browser) {
        ApiTokensPage page =
                ApiTokensPage.openAt(browser.open(new NewContextOptions().setViewportSize(400, 800)), realm, ALICE, "");
        LostAnswer lost = LostAnswer.ofNext(page.page(), 2, MINT);
        page.openCreate();
        page.byTestId("apiTokenSelection").check();
        page.byTestId("apiTokenScope-notes:read").check();
        page.expires("7 days");
        page.submit();
        lost.await();
        page.byTestId("apiTokenFormError").waitFor();
        // What the user changes now is another request, which must not become another API token.
        page.byTestId("apiTokenEverything").check();
        page.expires("Never");
        page.submit();
        assertThat(page.byTestId("apiTokenLostDialog")).containsText("as you first requested it");
        assertThat(page.byTestId("apiTokenLostFirst")).containsText("Read your notes");
        assertThat(page.byTestId("apiTokenLostFirst")).containsText("in 7 days");
        page.screenshot("account-lost-first");
        BoundingBox close = page.byTestId("apiTokenCancel").boundingBox();
        assertThat(close.x + close.width).as("within the phone").isLessThan(400);
        page.byTestId("apiTokenCancel").click();
        assertThat(realm.account(ALICE).labels("")).containsExactly("Notes");
    }

    @Test
    void onlyIdsAndTypedFieldsAreKept(TestRealm realm, Browser browser) {
        AccountApi alice = realm.account(ALICE);
        String id = AccountApi.minted(alice.post("{\"label\":\"deployed\",\"description\":\"of the server\"}"))
                .id();
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.openEdit("deployed");
        page.byTestId("apiTokenLabel").fill("typed before");
        page.byTestId("apiTokenDescription").fill("");
        page.page().evaluate("() => window.dispatchEvent(new PageTransitionEvent('pagehide'))");
        assertThat(storage(page))
                .contains(id, "typed before")
                .doesNotContain("deployed", "of the server", "kcat_", "notes:read", "createdTimestamp");

        ApiTokensPage.endLogins(realm, ALICE);
        page.submit();
        page.byTestId("apiTokenLogin").click();
        page.logIn(ALICE);
        assertThat(page.byTestId("apiTokenLabel")).hasValue("typed before");
        assertThat(page.byTestId("apiTokenDescription")).hasValue("");
        page.submit();
        assertThat(page.row("typed before")).isVisible();
        assertThat(realm.account(ALICE).labels("")).containsExactly("typed before");
    }

    @Test
    void dialogAboutATokenThatIsGoneIsNotRestored(TestRealm realm, Browser browser) {
        AccountApi alice = realm.account(ALICE);
        String id = alice.mint("deployed").id();
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.openRotate("deployed");
        ApiTokensPage.endLogins(realm, ALICE);
        page.submit();
        page.byTestId("apiTokenLogin").click();
        page.page()
                .route(
                        "**/api-tokens/" + id,
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setStatus(404)
                                .setContentType("application/json")
                                .setBody("{\"errorMessage\":\"apiTokenNotFound\"}")));
        page.logIn(ALICE);
        assertThat(page.text("This API token does not exist.")).isVisible();
        assertThat(page.byTestId("apiTokenRotateDialog")).hasCount(0);
    }

    @Test
    void listShowsATokenThatWasCreatedLate(TestRealm realm, Browser browser) {
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.page().route(MINT, Route::abort);
        page.create("late");
        assertThat(page.byTestId("apiTokenFormError")).containsText("The API token may exist now.");
        // The first request arrives after the page has loaded the list again.
        realm.account(ALICE).mint("late");
        page.cancel();
        assertThat(page.row("late")).isVisible();
    }

    @Test
    void chosenExpiryIsNotLostWithoutTheOptions(TestRealm realm, Browser browser) {
        realm.account(ALICE).mint("deployed");
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.openRotate("deployed");
        page.expires("90 days");
        ApiTokensPage.endLogins(realm, ALICE);
        page.submit();
        page.byTestId("apiTokenLogin").click();
        page.page().route("**/api-tokens/options", Route::abort);
        page.logIn(ALICE);
        assertThat(page.byTestId("apiTokenOptionsError")).isVisible();
        assertThat(page.byTestId("apiTokenRotateDialog")).hasCount(0);
        page.page().unroute("**/api-tokens/options");
        page.byTestId("apiTokenRetry").click();
        assertThat(page.byTestId("apiTokenExpires")).hasValue(String.valueOf(90 * 86_400));
        page.submit();
        page.done();
        assertThat(page.row("deployed")).containsText("in 90 days");
    }

    @Test
    void choiceToRevokeAllIsKept(TestRealm realm, Browser browser) {
        AccountApi alice = realm.account(ALICE);
        alice.mint("CI one");
        alice.mint("laptop");
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.search("CI");
        assertThat(page.row("laptop")).hasCount(0);
        page.openRevokeAll();
        page.byTestId("apiTokenRevokeEvery").check();
        ApiTokensPage.endLogins(realm, ALICE);
        page.confirm();
        page.byTestId("apiTokenLogin").click();
        page.logIn(ALICE);
        assertThat(page.byTestId("apiTokenRevokeEvery")).isChecked();
        page.confirm();
        assertThat(page.text("2 API tokens were revoked.")).isVisible();
    }

    @Test
    void law7SecretIsNeverKeptInTheBrowser(TestRealm realm, Browser browser) {
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.create("CI pipeline");
        String secret = page.copySecret();
        // The page keeps an open dialog when the browser leaves it, and forgets the dialog when it is opened again.
        page.page().evaluate("() => window.dispatchEvent(new PageTransitionEvent('pagehide'))");
        assertThat(storage(page)).doesNotContain(secret);
        page.page().reload();
        assertThat(page.row("CI pipeline")).isVisible();
        assertThat(storage(page)).doesNotContain(secret);
        assertThat(page.byTestId("apiTokenSecretDialog")).hasCount(0);
    }

    private static void type(ApiTokensPage page) {
        page.openCreate();
        page.byTestId("apiTokenLabel").fill("typed before");
        page.byTestId("apiTokenDescription").fill("nightly");
        page.expires("90 days");
        page.byTestId("apiTokenSelection").check();
        page.byTestId("apiTokenScope-notes:read").check();
    }

    private static void assertTyped(ApiTokensPage page) {
        assertThat(page.byTestId("apiTokenLabel")).hasValue("typed before");
        assertThat(page.byTestId("apiTokenDescription")).hasValue("nightly");
        assertThat(page.byTestId("apiTokenExpires")).hasValue(String.valueOf(90 * 86_400));
        assertThat(page.byTestId("apiTokenScope-notes:read")).isChecked();
    }

    private static String storage(ApiTokensPage page) {
        return page.page()
                .evaluate("() => JSON.stringify(sessionStorage) + JSON.stringify(localStorage)")
                .toString();
    }
}
