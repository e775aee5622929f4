package io.apitokens.keycloak.tests.browser;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests the list of many API tokens, and the actions on several of them. */
@BrowserTest
class AccountConsoleListIT {

    @Test
    void listSaysWhatNeedsAttention(TestRealm realm, Browser browser) {
        AccountApi alice = realm.account(ALICE);
        AccountApi.minted(alice.post("{\"label\":\"later\",\"lifetime\":7776000}"));
        AccountApi.minted(alice.post("{\"label\":\"soon\",\"lifetime\":86400}"));
        alice.mint("a".repeat(255));
        String used = alice.mint("deployed").secret();
        realm.introspection().of(used);
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        assertThat(page.byTestId("apiTokenTotal")).hasText("4 of 100 API tokens");
        assertThat(page.row("soon")).containsText("Expires soon");
        assertThat(page.row("later")).not().containsText("Expires soon");
        assertThat(page.row("later")).containsText("Never used");
        Browser.await().untilAsserted(() -> {
            page.byTestId("apiTokenRefresh").click();
            assertThat(page.row("deployed").getByText("Never used").count()).isZero();
        });
        page.row("deployed").getByText("minute").click();
        assertThat(page.page().getByRole(AriaRole.DIALOG)).containsText("through notes-api");
        page.press("Escape");
        assertThat(page.row("a".repeat(255)).getByText("Show more")).isVisible();
        assertThat(page.row("a".repeat(255)).boundingBox().height).isLessThan(160);
        page.screenshot("account-list");

        sort(page, "Expires");
        Browser.await().untilAsserted(() -> assertThat(page.labels().get(0)).isEqualTo("soon"));
        sort(page, "Last use");
        assertThat(page.row("deployed").first()).isVisible();
        Browser.await().untilAsserted(() -> assertThat(page.labels().get(0)).isEqualTo("deployed"));
        sort(page, "Label");
        Browser.await().untilAsserted(() -> assertThat(page.labels().get(3)).isEqualTo("soon"));
        sort(page, "Label");
        Browser.await().untilAsserted(() -> assertThat(page.labels().get(0)).isEqualTo("deployed"));
    }

    @Test
    void severalRowsAreSelectedAndRevoked(TestRealm realm, Browser browser) {
        AccountApi alice = realm.account(ALICE);
        for (String label : new String[] {"one", "two", "three"}) {
            alice.mint(label);
        }
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.page().getByLabel("Select one").check();
        page.page().getByLabel("Select three").check();
        page.byTestId("apiTokenRevokeSelected").click();
        assertThat(page.text("Revoke 2 API tokens?")).isVisible();
        page.screenshot("account-revoke-selected");
        page.confirm();
        assertThat(page.text("2 API tokens were revoked.")).isVisible();
        assertThat(page.row("one")).hasCount(0);
        assertThat(page.row("two")).isVisible();
        assertThat(page.byTestId("apiTokenRevokeSelected")).hasCount(0);
        page.page().getByLabel("Select all on this page").check();
        assertThat(page.byTestId("apiTokenRevokeSelected")).hasText("Revoke 1 selected");
        assertThat(alice.labels("?status=active")).containsExactly("two");
    }

    @Test
    void narrowedListCanBeRevokedAlone(TestRealm realm, Browser browser) {
        realm.addTokenClient("tasks");
        AccountApi alice = realm.account(ALICE);
        for (String label : new String[] {"CI one", "CI two", "laptop"}) {
            AccountApi.minted(alice.post("{\"label\":\"" + label + "\",\"clientId\":\"notes\"}"));
        }
        AccountApi.minted(alice.post("{\"label\":\"CI of tasks\",\"clientId\":\"tasks\"}"));
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.byTestId("apiTokenApplicationFilter").click();
        page.page()
                .getByRole(
                        AriaRole.OPTION, new GetByRoleOptions().setName("Notes").setExact(true))
                .click();
        assertThat(page.row("CI of tasks")).hasCount(0);
        page.search("ci");
        assertThat(page.row("laptop")).hasCount(0);
        page.openRevokeAll();
        assertThat(page.byTestId("apiTokenRevokeShown")).isChecked();
        assertThat(page.byTestId("apiTokenConfirmDialog"))
                .containsText("Only active ones for Notes with \"ci\" in the label");
        assertThat(page.byTestId("apiTokenConfirmDialog")).containsText("All your 4 active API tokens");
        page.screenshot("account-revoke-narrowed");
        page.confirm();
        assertThat(page.text("2 API tokens were revoked.")).isVisible();
        assertThat(alice.labels("?status=active")).containsExactlyInAnyOrder("laptop", "CI of tasks");
        page.byTestId("apiTokenClearFilters").click();
        assertThat(page.row("laptop")).isVisible();
    }

    @Test
    void newPageBeginsAtItsTopAndKeepsTheFocus(TestRealm realm, Browser browser) {
        AccountApi alice = realm.account(ALICE);
        IntStream.rangeClosed(1, 15).forEach(i -> alice.mint("token %02d".formatted(i)));
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.page().getByLabel("Go to next page").click();
        assertThat(page.row("token 05")).isVisible();
        // The button is disabled now: the focus must not be lost.
        assertThat(page.byTestId("apiTokenList")).isFocused();
        assertThat(page.row("token 05")).isInViewport();
    }

    @Test
    void rowsStayUnderABannerIfARefreshFails(TestRealm realm, Browser browser) {
        realm.account(ALICE).mint("deployed");
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        assertThat(page.row("deployed")).isVisible();

        page.page().context().setOffline(true);
        page.byTestId("apiTokenRefresh").click();
        assertThat(page.byTestId("apiTokenLoadError")).containsText("You are offline.");
        assertThat(page.row("deployed")).isVisible();
        page.screenshot("account-offline");
        page.page().context().setOffline(false);
        assertThat(page.byTestId("apiTokenLoadError")).hasCount(0);

        answer(page, 503, "17");
        page.byTestId("apiTokenRefresh").click();
        assertThat(page.byTestId("apiTokenLoadError"))
                .containsText("The server is not available at the moment. Try again in 17 seconds.");
        answer(page, 429, "60");
        page.byTestId("apiTokenRefresh").click();
        assertThat(page.byTestId("apiTokenLoadError"))
                .containsText("There were too many requests. Try again in 1 minute.");
        answer(page, 500, "");
        page.byTestId("apiTokenRefresh").click();
        assertThat(page.byTestId("apiTokenLoadError")).containsText("The server made an error.");
        page.page().unroute("**/api-tokens?**");
        page.byTestId("apiTokenRetry").click();
        assertThat(page.byTestId("apiTokenLoadError")).hasCount(0);
        assertThat(page.row("deployed")).isVisible();

        ApiTokensPage.endLogins(realm, ALICE);
        page.byTestId("apiTokenRefresh").click();
        page.byTestId("apiTokenPageLogin").click();
        page.logIn(ALICE);
        assertThat(page.row("deployed")).isVisible();
    }

    @Test
    void rowsOfThePreviousFilterOrPageAreNamed(TestRealm realm, Browser browser) {
        AccountApi alice = realm.account(ALICE);
        IntStream.rangeClosed(1, 11).forEach(i -> alice.mint("token %02d".formatted(i)));
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        assertThat(page.row("token 11")).isVisible();
        page.page().context().setOffline(true);
        page.page().getByLabel("Go to next page").click();
        assertThat(page.byTestId("apiTokenLoadError")).containsText("still shows the rows from before your change");
        assertThat(page.byTestId("apiTokenPages")).containsText("1 - 10");
        page.showStatus("Revoked");
        assertThat(page.byTestId("apiTokenStatusFilter")).hasText("Status: Revoked");
        assertThat(page.byTestId("apiTokenLoadError")).containsText("still shows the rows from before your change");
        assertThat(page.row("token 11")).isVisible();
        page.screenshot("account-previous-rows");
        page.page().context().setOffline(false);
        assertThat(page.byTestId("apiTokenNoMatch")).isVisible();
        assertThat(page.byTestId("apiTokenLoadError")).hasCount(0);
    }

    @Test
    void slowRefreshIsVisible(TestRealm realm, Browser browser) {
        realm.account(ALICE).mint("deployed");
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        assertThat(page.row("deployed")).isVisible();
        AtomicReference<Route> held = new AtomicReference<>();
        page.page().route("**/api-tokens?**", held::set);
        page.byTestId("apiTokenRefresh").click();
        assertThat(page.byTestId("apiTokenRefresh").getByRole(AriaRole.PROGRESSBAR))
                .isVisible();
        assertThat(page.byTestId("apiTokenList")).hasAttribute("aria-busy", "true");
        assertThat(page.row("deployed")).isVisible();
        page.page().waitForCondition(() -> held.get() != null);
        held.get().resume();
        assertThat(page.byTestId("apiTokenList")).hasAttribute("aria-busy", "false");
        assertThat(page.byTestId("apiTokenRefresh").getByRole(AriaRole.PROGRESSBAR))
                .hasCount(0);
    }

    @Test
    void emptyListHasOneButtonForCreating(TestRealm realm, Browser browser) {
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        assertThat(page.byTestId("apiTokenEmpty")).isVisible();
        assertThat(page.page().getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Create API token")))
                .hasCount(1);
    }

    @Test
    void documentationIsLinkedIfItsAddressIsOneOfTheWeb(TestRealm realm, Browser browser) {
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        assertThat(page.byTestId("apiTokenEmpty")).isVisible();
        assertThat(page.byTestId("apiTokenLearnMore")).hasCount(0);
        setLearnMore(realm, "https://docs.example.com/api-tokens");
        page.page().reload();
        assertThat(page.byTestId("apiTokenLearnMore")).hasAttribute("href", "https://docs.example.com/api-tokens");
        setLearnMore(realm, "javascript:alert(1)");
        page.page().reload();
        assertThat(page.byTestId("apiTokenEmpty")).isVisible();
        assertThat(page.byTestId("apiTokenLearnMore")).hasCount(0);
    }

    @Test
    void totalIsHiddenIfThePolicyIsInvalid(TestRealm realm, Browser browser) {
        realm.account(ALICE).mint("deployed");
        realm.changeRealm(settings -> settings.getAttributes().put("api.tokens.max.lifetime", "a day"));
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        assertThat(page.row("deployed")).isVisible();
        assertThat(page.byTestId("apiTokenMore")).isVisible();
        assertThat(page.byTestId("apiTokenTotal")).hasCount(0);
    }

    private static void setLearnMore(TestRealm realm, String url) {
        realm.admin().localization().saveRealmLocalizationText("en", "apiTokenLearnMoreUrl", url);
    }

    private static void answer(ApiTokensPage page, int status, String retryAfter) {
        page.page().unroute("**/api-tokens?**");
        page.page().route("**/api-tokens?**", route -> {
            Route.FulfillOptions answer =
                    new Route.FulfillOptions().setStatus(status).setBody("{}");
            route.fulfill(retryAfter.isEmpty() ? answer : answer.setHeaders(Map.of("Retry-After", retryAfter)));
        });
    }

    private static void sort(ApiTokensPage page, String column) {
        page.page()
                .getByRole(
                        AriaRole.BUTTON, new GetByRoleOptions().setName(column).setExact(true))
                .click();
        assertThat(page.byTestId("apiTokenList")).hasAttribute("aria-busy", "false");
    }
}
