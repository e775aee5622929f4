package io.apitokens.keycloak.tests.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.Page.GetByLabelOptions;
import com.microsoft.playwright.options.ColorScheme;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

/** The page for users of screen readers and keyboards. */
@BrowserTest
class AccountConsoleAccessibilityIT {

    private final List<String> violations = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void axeFindsNothingInAnyState(ColorScheme scheme, TestRealm realm, Browser browser) {
        realm.addTokenClient("tasks", "notes:read");
        ApiTokensPage page =
                ApiTokensPage.login(browser.open(new NewContextOptions().setViewportSize(1280, 1000)), realm, ALICE);
        page.page().emulateMedia(new EmulateMediaOptions().setColorScheme(scheme));
        assertThat(page.byTestId("apiTokenEmpty")).isVisible();
        check(page, "empty");

        page.openCreate();
        check(page, "create");
        page.byTestId("apiTokenLabel").fill("\u200B");
        page.byTestId("apiTokenSelection").check();
        page.expires("On a date");
        page.submit();
        assertThat(page.text("Enter a label.")).isVisible();
        check(page, "mistakes");
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
    @EnumSource(names = {"LIGHT", "DARK"})
    void axeFindsNothingInAnyRareState(ColorScheme scheme, TestRealm realm, Browser browser) {
        AccountApi alice = realm.account(ALICE);
        alice.mint("deployed");
        AccountApi.minted(alice.post("{\"label\":\"%s\",\"lifetime\":86400}".formatted("long ".repeat(40))));
        alice.delete("/" + alice.mint("ended").id());
        ApiTokensPage page = ApiTokensPage.openAt(
                browser.open(new NewContextOptions().setViewportSize(1280, 1000).setColorScheme(scheme)),
                realm,
                ALICE,
                "?create&client=nobody&lifetime=soon&scope=admin");
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
        page.cancel();
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
    void mistakesBelongToTheirFields(TestRealm realm, Browser browser) {
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

    /** Adds the violations in the present state, so that a failure names those of all states. */
    private void check(ApiTokensPage page, String state) {
        Axe.violations(page.page()).forEach(violation -> violations.add(state + ": " + violation));
    }
}
