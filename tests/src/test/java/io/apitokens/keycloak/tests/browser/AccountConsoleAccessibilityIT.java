package io.apitokens.keycloak.tests.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page.GetByLabelOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

/** The page for users of screen readers and keyboards. */
@BrowserTest
class AccountConsoleAccessibilityIT {

    private final List<String> violations = new ArrayList<>();

    private String picture;

    @ParameterizedTest
    @CsvSource({"LIGHT, 1280", "LIGHT, 400", "DARK, 1280", "DARK, 400"})
    void axeFindsNothingInAnyState(ColorScheme scheme, int width, TestRealm realm, Browser browser) {
        realm.addTokenClient("tasks", "notes:read");
        ApiTokensPage page = open(scheme, width, realm, browser, "");
        assertThat(page.byTestId("apiTokenEmpty")).isVisible();
        check(page, "empty");

        page.openCreate();
        check(page, "create");
        page.byTestId("apiTokenLabel").fill("\u200B");
        page.byTestId("apiTokenSelection").check();
        page.expires("On a date");
        page.submit();
        assertThat(page.text("Enter a label.")).isVisible();
        check(page, "errors");
        page.byTestId("apiTokenLabel").fill("CI pipeline");
        page.byTestId("apiTokenEverything").check();
        page.expires("7 days");
        page.submit();
        page.secret().waitFor();
        check(page, "secret");
        page.byTestId("apiTokenDone").click();
        check(page, "not copied");
        page.done();

        AccountApi.minted(realm.account(ALICE).post("{\"label\":\"laptop\",\"clientId\":\"notes\"}"));
        page.byTestId("apiTokenRefresh").click();
        assertThat(page.row("laptop")).isVisible();
        check(page, "list");
        page.openRotate("laptop");
        check(page, "rotate");
        page.cancel();
        page.openRevoke("laptop");
        check(page, "revoke");
        page.cancel();
        page.search("lap");
        assertThat(page.row("CI pipeline")).hasCount(0);
        page.openRevokeAll();
        check(page, "revoke all");
        page.cancel();
        page.page().context().setOffline(true);
        page.byTestId("apiTokenRefresh").click();
        assertThat(page.byTestId("apiTokenLoadError")).isVisible();
        check(page, "error");
        assertThat(violations).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1280", "DARK, 400"})
    void axeFindsNothingInAnyRareState(ColorScheme scheme, int width, TestRealm realm, Browser browser) {
        AccountApi alice = realm.account(ALICE);
        realm.introspection().of(alice.mint("deployed").secret());
        AccountApi.minted(alice.post("{\"label\":\"%s\",\"lifetime\":86400}".formatted("long ".repeat(40))));
        alice.delete("/" + alice.mint("ended").id());
        ApiTokensPage page = open(scheme, width, realm, browser, "?create&client=nobody&lifetime=soon&scope=admin");
        assertThat(page.byTestId("apiTokenLinkNotice")).isVisible();
        check(page, "link");
        page.expires("On a date");
        page.page()
                .getByLabel("Calendar", new GetByLabelOptions().setExact(true))
                .click();
        assertThat(page.page().getByLabel("Next month")).isVisible();
        check(page, "calendar");
        page.press("Escape");
        page.cancel();

        leaveAndReturn(page);
        page.byTestId("apiTokenStatusFilter").click();
        assertThat(page.byTestId("apiTokenFilterRevoked")).isVisible();
        check(page, "filter");
        page.byTestId("apiTokenFilterAll").click();
        assertThat(page.row("ended")).isVisible();
        check(page, "all");
        page.text("Show more").click();
        check(page, "long label");
        page.openEdit("deployed");
        check(page, "edit");
        page.byTestId("apiTokenDescription").fill("nightly");
        page.goBack();
        assertThat(page.byTestId("apiTokenDiscard")).isVisible();
        check(page, "discard");
        page.submit();
        assertThat(page.text("The API token was changed.")).isVisible();
        check(page, "changed");
        Browser.await().untilAsserted(() -> {
            page.byTestId("apiTokenRefresh").click();
            assertThat(page.row("deployed").getByText("Never used").count()).isZero();
        });
        page.row("deployed").getByText("minute").click();
        assertThat(page.page().getByRole(AriaRole.DIALOG)).containsText("through notes-api");
        check(page, "last use");
        page.press("Escape");
        page.actions("deployed").click();
        assertThat(page.menuItems().first()).isVisible();
        check(page, "actions");
        page.press("Escape");
        page.page().getByLabel("Select deployed").check();
        check(page, "selected");
        page.byTestId("apiTokenRevokeSelected").click();
        assertThat(page.byTestId("apiTokenConfirm")).isVisible();
        check(page, "revoke selected");
        page.cancel();
        page.search("nothing");
        assertThat(page.byTestId("apiTokenNoMatch")).isVisible();
        check(page, "no match");
        page.byTestId("apiTokenClearFilters").click();

        LostAnswer.ofNext(page.page(), 1, "**/rotate");
        page.openRotate("deployed");
        page.submit();
        assertThat(page.byTestId("apiTokenLostFirst")).isVisible();
        check(page, "lost");
        ApiTokensPage.endLogins(realm, ALICE);
        page.byTestId("apiTokenLostSecret").click();
        assertThat(page.byTestId("apiTokenLoginRequired")).isVisible();
        check(page, "login");
        page.byTestId("apiTokenCancel").click();
        assertThat(page.byTestId("apiTokenPageLoginRequired")).isVisible();
        check(page, "login of the list");
        assertThat(violations).isEmpty();
    }

    @Test
    void errorsBelongToTheirFields(TestRealm realm, Browser browser) {
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.openCreate();
        page.byTestId("apiTokenLabel").fill("\u200B");
        page.expires("On a date");
        page.submit();
        assertThat(page.byTestId("apiTokenLabel")).isFocused();
        assertThat(page.byTestId("apiTokenLabel"))
                .hasAccessibleDescription(
                        "The script or service that uses it, for example: CI pipeline Enter a label.");
        assertThat(page.page().locator("#apiTokenExpiresDate"))
                .hasAccessibleDescription(Pattern.compile("Choose a day after today.*12/31/\\d{4}"));
    }

    @Test
    void dayCanBeTypedInTheFormatOfTheLanguage(TestRealm realm, Browser browser) {
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.openCreate();
        page.expires("On a date");
        page.page().locator("#apiTokenExpiresDate").fill("12/31/2099");
        page.submit();
        page.done();
        assertThat(page.row("Notes")).containsText("Dec 31, 2099");
    }

    @Test
    void rowsHaveHeaders(TestRealm realm, Browser browser) {
        realm.account(ALICE).mint("laptop");
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        assertThat(page.row("laptop").locator("th[scope=row]")).containsText("laptop");
    }

    @Test
    void missingLanguageIsDeclaredAndLabelsAreIsolated(TestRealm realm, Browser browser) {
        realm.changeRealm(settings -> {
            settings.setInternationalizationEnabled(true);
            settings.setSupportedLocales(Set.of("ar"));
            settings.setDefaultLocale("ar");
        });
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        assertThat(page.page().locator("html")).hasAttribute("dir", "rtl");
        assertThat(page.byTestId("apiTokensPage")).hasAttribute("lang", "en");
        assertThat(page.byTestId("apiTokensPage")).hasAttribute("dir", "ltr");
        page.create("نسخة (1)");
        assertThat(page.byTestId("apiTokenSecretDialog")).hasAttribute("dir", "ltr");
        assertThat(page.byTestId("apiTokenSecretDialog")).containsText("\"\u2068نسخة (1)\u2069\"");
        page.done();
        assertThat(page.row("نسخة (1)").locator("bdi")).hasText("نسخة (1)");
        page.screenshot("account-arabic");
    }

    private ApiTokensPage open(ColorScheme scheme, int width, TestRealm realm, Browser browser, String query) {
        picture = "account-state-%s-%s-".formatted(scheme.name().toLowerCase(Locale.ROOT), width);
        NewContextOptions options =
                new NewContextOptions().setViewportSize(width, 1000).setColorScheme(scheme);
        return ApiTokensPage.openAt(browser.open(options), realm, ALICE, query);
    }

    /** Gives the page a predecessor in the history. The menu is hidden on a phone. */
    private static void leaveAndReturn(ApiTokensPage page) {
        for (String item : new String[] {"applications", "account-security/api-tokens"}) {
            page.byTestId(item).evaluate("item => (item.querySelector('a') ?? item).click()");
        }
        page.byTestId("apiTokenToolbar").waitFor();
    }

    /** Adds the violations in the present state, so that a failure names those of all states. Saves a picture of it. */
    private void check(ApiTokensPage page, String state) {
        page.screenshot(picture + state.replace(' ', '-'));
        Axe.violations(page.page()).forEach(violation -> violations.add(state + ": " + violation));
    }
}
