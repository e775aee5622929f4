package io.apitokens.keycloak.tests.browser;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.GetByLabelOptions;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

/** The page in another language, and in one that the theme lacks. */
@BrowserTest
class AccountConsoleLanguageIT {

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt-BR", "zh-CN"})
    void keycloakServesTheTextsInEachLanguage(String language, KeycloakUnderTest keycloak, TestRealm realm) {
        speak(realm, language);
        Map<String, String> texts = new HashMap<>();
        Http.send(Http.to(keycloak.url() + "/resources/" + realm.name() + "/account/" + language)
                        .GET())
                .json()
                .forEach(text ->
                        texts.put(text.get("key").asText(), text.get("value").asText()));
        assertThat(texts).containsEntry("apiTokenLanguage", language);
        assertThat(texts.get("apiTokenCreate")).isNotBlank().doesNotContain("Ã", "\uFFFD");
    }

    @Test
    void koreanUserHasThePageInKorean(TestRealm realm, Browser browser) {
        ApiTokensPage page = open(realm, browser, "ko");
        assertThat(page.page().locator("html")).hasAttribute("lang", "ko");
        assertThat(page.byTestId("apiTokenCreate")).hasText("API 토큰 생성");
        page.screenshot("account-korean");
    }

    @Test
    void germanUserCreatesATokenInGerman(TestRealm realm, Browser browser) {
        ApiTokensPage page = open(realm, browser, "de");
        page.openCreate();
        assertThat(page.byTestId("apiTokensPage")).not().hasAttribute("lang", "en");
        Locator dialog = page.byTestId("apiTokenCreateDialog");
        assertThat(dialog).containsText("Nur, was ich auswähle");
        page.byTestId("apiTokenLabel").fill("Nachtlauf");
        page.byTestId("apiTokenSelection").check();
        page.submit();
        assertThat(dialog).containsText("Wählen Sie mindestens");
        page.byTestId("apiTokenScope-notes:read").check();
        page.expires("An einem Datum");
        page.page()
                .getByLabel("Kalender", new GetByLabelOptions().setExact(true))
                .click();
        Locator calendar = page.byTestId("apiTokenCalendar");
        assertThat(calendar.locator("th").first()).containsText("Montag");
        calendar.locator("button[aria-expanded]").press("Enter");
        assertThat(calendar.getByRole(AriaRole.LISTBOX)).hasAccessibleName("Monat");
        page.press("Escape");
        page.press("Escape");
        assertThat(calendar).hasCount(0);
        Locator day = page.page().locator("#apiTokenExpiresDate");
        day.fill("12/31/2099");
        page.submit();
        assertThat(day).hasAttribute("aria-invalid", "true");
        assertThat(day).isFocused();
        assertThat(page.page().locator("#apiTokenExpiresDate-error")).isInViewport();
        page.screenshot("account-german-create");
        day.fill("31.12.2099");
        page.submit();
        assertThat(page.byTestId("apiTokenSecretDialog")).containsText("Nachtlauf");
        page.screenshot("account-german-secret");
        page.done();
        assertThat(page.row("Nachtlauf")).containsText("31.12.2099");
        page.screenshot("account-german");
    }

    @Test
    void arabicUserCreatesATokenInEnglishFromLeftToRight(TestRealm realm, Browser browser) {
        ApiTokensPage page = open(realm, browser, "ar");
        assertThat(page.page().locator("html")).hasAttribute("dir", "rtl");
        assertThat(page.byTestId("apiTokensPage")).hasAttribute("lang", "en");
        page.openCreate();
        Locator dialog = page.byTestId("apiTokenCreateDialog");
        assertThat(dialog).hasAttribute("lang", "en");
        assertThat(dialog).hasAttribute("dir", "ltr");
        // Keycloak has these texts in Arabic.
        assertThat(page.byTestId("apiTokenCancel")).hasText("Cancel");
        assertThat(page.byTestId("apiTokenClose")).hasAccessibleName("Close");
        BoundingBox title = page.page().getByText("Create API token").last().boundingBox();
        assertThat(title.x).isLessThan(page.byTestId("apiTokenClose").boundingBox().x);
        page.byTestId("apiTokenLabel").fill("نسخة (1)");
        page.byTestId("apiTokenSelection").check();
        page.submit();
        assertThat(dialog).containsText("Select at least one");
        page.byTestId("apiTokenScope-notes:read").check();
        page.expires("On a date");
        page.page().locator("#apiTokenExpiresDate").fill("2099-12-31");
        page.screenshot("account-arabic-create");
        page.submit();
        assertThat(page.byTestId("apiTokenSecretDialog")).containsText("\u2068نسخة (1)\u2069");
        page.screenshot("account-arabic-secret");
        page.done();
        // The language of its texts is that of its dates.
        assertThat(page.row("نسخة (1)")).containsText("Dec 31, 2099");
        assertThat(page.byTestId("account-security/api-tokens")).hasAttribute("lang", "en");
    }

    @Test
    void anotherLanguageHoldsForTheWholePage(TestRealm realm, Browser browser) {
        AccountApi.minted(realm.account(ALICE).post("{\"label\":\"deployed\",\"lifetime\":7776000}"));
        ApiTokensPage page = open(realm, browser, "en", "de");
        assertThat(page.row("deployed")).containsText("in 90 days");
        page.page()
                .getByRole(AriaRole.LINK, new GetByRoleOptions().setName("Personal info"))
                .click();
        page.text("Choose...").click();
        page.page()
                .getByRole(AriaRole.OPTION, new GetByRoleOptions().setName("Deutsch"))
                .click();
        page.byTestId("save").click();
        assertThat(page.page().locator("html")).hasAttribute("lang", "de");
        page.openFromMenu();
        assertThat(page.row("deployed")).containsText("in 90 Tagen");
        assertThat(page.row("deployed")).containsText(Pattern.compile("\\d\\d\\.\\d\\d\\.\\d{4}"));
        assertThat(page.byTestId("apiTokensPage")).not().hasAttribute("lang", Pattern.compile(".*"));
        page.byTestId("apiTokenCreate").click();
        page.expires("An einem Datum");
        assertThat(page.page().locator("#apiTokenExpiresDate"))
                .hasAttribute("placeholder", Pattern.compile("31\\.12\\.\\d{4}"));
    }

    @Test
    void calendarDoesNotCoverItsLabelOrField(TestRealm realm, Browser browser) {
        for (int width : new int[] {1280, 400}) {
            ApiTokensPage page = ApiTokensPage.openAt(
                    browser.open(new NewContextOptions().setViewportSize(width, 800)), realm, ALICE, "");
            page.openCreate();
            page.expires("On a date");
            page.page()
                    .getByLabel("Calendar", new GetByLabelOptions().setExact(true))
                    .click();
            Locator calendar = page.page()
                    .getByRole(AriaRole.DIALOG)
                    .filter(new Locator.FilterOptions().setHas(page.page().getByLabel("Next month")));
            assertThat(calendar.last()).isVisible();
            // The calendar is visible before it has its place.
            Browser.await().untilAsserted(() -> {
                BoundingBox shown = calendar.last().boundingBox();
                for (Locator covered : new Locator[] {
                    page.page().locator("label[for=apiTokenExpiresDate]"),
                    page.page().locator("#apiTokenExpiresDate")
                }) {
                    assertThat(isApart(shown, covered.boundingBox()))
                            .as("at %s px", width)
                            .isTrue();
                }
                assertThat(shown.x).as("at %s px", width).isNotNegative();
                assertThat(shown.x + shown.width).as("at %s px", width).isLessThanOrEqualTo(width);
            });
            page.screenshot("account-calendar-" + width);
        }
    }

    private static boolean isApart(BoundingBox one, BoundingBox other) {
        return one.y >= other.y + other.height
                || other.y >= one.y + one.height
                || one.x >= other.x + other.width
                || other.x >= one.x + one.width;
    }

    private static void speak(TestRealm realm, String... languages) {
        realm.changeRealm(settings -> {
            settings.setInternationalizationEnabled(true);
            settings.setSupportedLocales(Set.of(languages));
            settings.setDefaultLocale(languages[0]);
        });
    }

    private static ApiTokensPage open(TestRealm realm, Browser browser, String... languages) {
        speak(realm, languages);
        return ApiTokensPage.openAt(browser.open(new NewContextOptions()), realm, ALICE, "");
    }
}
