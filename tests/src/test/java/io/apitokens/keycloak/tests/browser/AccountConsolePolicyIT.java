package io.apitokens.keycloak.tests.browser;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page.GetByLabelOptions;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.body;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tests that the page offers only the choices that the policy allows, and explains a refusal. */
@BrowserTest
class AccountConsolePolicyIT {

    @Test
    void chosenExpiryIsStored(TestRealm realm, Browser browser) {
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.openCreate();
        page.byTestId("apiTokenLabel").fill("a month");
        page.expires("30 days");
        page.submit();
        page.done();
        assertThat(page.row("a month")).containsText("in 30 days");

        LocalDate day = LocalDate.now().plusDays(10);
        page.openCreate();
        page.byTestId("apiTokenLabel").fill("a date");
        page.expires("On a date");
        page.submit();
        assertThat(page.byTestId("apiTokenCreateDialog")).containsText("Choose a day after today");
        assertThat(page.page().getByLabel("Last day", new GetByLabelOptions().setExact(true)))
                .isFocused();
        page.press("Tab");
        page.press("Enter");
        assertThat(page.page().getByLabel("Previous month")).isFocused();
        page.page().getByLabel("Next month").click();
        assertThat(page.page().getByLabel("Next month")).isVisible();
        page.press("Escape");
        assertThat(page.page()
                        .getByRole(
                                AriaRole.BUTTON,
                                new GetByRoleOptions().setName("Calendar").setExact(true)))
                .isFocused();
        page.page()
                .getByLabel("Last day", new GetByLabelOptions().setExact(true))
                .fill(day.toString());
        page.submit();
        page.done();
        Instant end = Instant.ofEpochMilli(expiry(realm, "a date"));
        assertThat(end.atZone(ZoneId.systemDefault()).toLocalDateTime()).isEqualTo(day.atTime(23, 59, 59, 999_000_000));
    }

    @Test
    void policyLimitsTheLifetimesOffered(TestRealm realm, Browser browser) {
        realm.apiTokensAdmin().setPolicy("{\"maxLifetime\":3888000,\"defaultLifetime\":172800}");
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.openCreate();
        assertThat(page.byTestId("apiTokenExpires").locator("option"))
                .hasText(new String[] {"2 days", "7 days", "30 days", "45 days", "On a date"});
        assertThat(page.byTestId("apiTokenExpires")).hasValue("172800");

        page.byTestId("apiTokenLabel").fill("longer than allowed");
        page.expires("45 days");
        realm.apiTokensAdmin().setPolicy("{\"maxLifetime\":86400}");
        page.submit();
        assertThat(page.text("An API token for this application is valid for at most 1 day."))
                .isVisible();
        assertThat(page.byTestId("apiTokenExpires")).isFocused();
    }

    @Test
    void userWhoMayNotMintSeesTheReason(TestRealm realm, Browser browser) {
        realm.addTokenClient("tasks");
        realm.apiTokensAdmin().setPolicy(realm.clientId("tasks"), "{\"mintingEnabled\":false}");
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.openCreate();
        assertThat(page.byTestId("apiTokenApplication")).hasValue("notes");
        assertThat(page.byTestId("apiTokenRefused-tasks"))
                .hasText("Not for tasks: Creating API tokens and new secrets is switched off.");

        page.byTestId("apiTokenLabel").fill("too late");
        realm.apiTokensAdmin().setPolicy("{\"mintingEnabled\":false}");
        page.submit();
        assertThat(page.byTestId("apiTokenFormError")).containsText("is switched off");
        page.cancel();
        page.page().reload();
        page.byTestId("apiTokenCreate").click();
        assertThat(page.byTestId("apiTokenRefusedDialog")).containsText("is switched off");
    }

    @Test
    void forbiddenScopesAndTokensThatNeverExpireAreNotOffered(TestRealm realm, Browser browser) {
        realm.apiTokensAdmin().setPolicy("{\"nonExpiringAllowed\":false,\"forbiddenScopes\":[\"notes:write\"]}");
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.openCreate();
        assertThat(page.byTestId("apiTokenExpires").locator("option"))
                .hasText(new String[] {"7 days", "30 days", "90 days", "365 days", "On a date"});
        assertThat(page.byTestId("apiTokenExpires")).hasValue("2592000");
        page.byTestId("apiTokenSelection").check();
        assertThat(page.byTestId("apiTokenScope-notes:read")).isVisible();
        assertThat(page.byTestId("apiTokenScope-notes:write")).hasCount(0);
    }

    @Test
    void limitAndMissingRoleAreShownBeforeTheForm(TestRealm realm, Browser browser) {
        realm.account(BOB).mint("the only one", "notes:read");
        realm.apiTokensAdmin().setPolicy("{\"maxActive\":1}");
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, BOB);
        page.byTestId("apiTokenCreate").click();
        assertThat(page.byTestId("apiTokenLimitDialog"))
                .containsText("The limit is 1 active API token, and you have reached it.");
        assertThat(page.byTestId("apiTokenLabel")).hasCount(0);

        realm.apiTokensAdmin().setPolicy("{\"requiredRole\":\"notes-api.write\"}");
        page.page().reload();
        page.byTestId("apiTokenCreate").click();
        assertThat(page.byTestId("apiTokenRefusedDialog")).containsText("You do not have the role");
        assertThat(page.byTestId("apiTokenLabel")).hasCount(0);
    }

    @Test
    void limitOfAnApplicationNamesTheApplication(TestRealm realm, Browser browser) {
        realm.addTokenClient("tasks");
        realm.apiTokensAdmin().setPolicy(realm.clientId("tasks"), "{\"maxActive\":1}");
        realm.account(ALICE).post(body().put("label", "the only one").put("clientId", "tasks"));
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.openCreate();
        page.byTestId("apiTokenApplication").selectOption("tasks");
        page.byTestId("apiTokenLabel").fill("one more");
        page.submit();
        assertThat(page.byTestId("apiTokenFormError"))
                .containsText("The limit is 1 active API token for this application, and you have reached it.");
        page.byTestId("apiTokenApplication").selectOption(NOTES);
        page.submit();
        page.done();
        assertThat(page.row("one more")).containsText("Active");
    }

    @Test
    void tokenEndedByThePolicyShowsTheReason(KeycloakUnderTest keycloak, TestRealm realm, Browser browser) {
        String id = realm.account(ALICE).mint("forgotten").id();
        keycloak.database()
                .update("update API_TOKEN set REVOKED_TIMESTAMP = CREATED_TIMESTAMP + 1, REVOKED_REASON = 'UNUSED',"
                        + " LABEL_KEY = ID, PLACE = ID where ID = '" + id + "'");
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.showStatus("Revoked");
        assertThat(page.row("forgotten")).containsText("It was not used for a long time");
    }

    @Test
    void formIsRestoredAfterANewLogin(TestRealm realm, Browser browser) {
        realm.account(ALICE).mint("deployed");
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        letTheLoginAge(realm);
        page.openCreate();
        page.byTestId("apiTokenLabel").fill("typed before");
        page.byTestId("apiTokenDescription").fill("nightly");
        page.expires("90 days");
        page.byTestId("apiTokenSelection").check();
        page.byTestId("apiTokenScope-notes:read").check();
        page.submit();
        page.logInAgain(ALICE);
        assertThat(page.byTestId("apiTokenLabel")).hasValue("typed before");
        assertThat(page.byTestId("apiTokenDescription")).hasValue("nightly");
        assertThat(page.byTestId("apiTokenScope-notes:read")).isChecked();
        assertThat(page.page().evaluate("() => JSON.stringify(sessionStorage)").toString())
                .doesNotContain("typed before");
        realm.apiTokensAdmin().setPolicy("{}");
        page.submit();
        page.done();
        assertThat(page.row("typed before")).containsText("in 90 days");

        letTheLoginAge(realm);
        page.openRotate("deployed");
        page.byTestId("apiTokenGraceDay").check();
        page.submit();
        page.logInAgain(ALICE);
        assertThat(page.byTestId("apiTokenGraceDay")).isChecked();
        page.cancel();
        page.page().reload();
        assertThat(page.row("deployed")).isVisible();
        assertThat(page.byTestId("apiTokenRotateDialog")).hasCount(0);
    }

    @Test
    void blockedTokenShowsTheReason(TestRealm realm, Browser browser) {
        realm.account(ALICE).mint("blocked");
        realm.changeClient(NOTES, client -> client.getAttributes().put("api.tokens.enabled", "false"));
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        assertThat(page.row("blocked")).containsText("Not working");
        assertThat(page.row("blocked")).containsText("The application no longer accepts API tokens.");
        realm.changeClient(NOTES, client -> client.getAttributes().put("api.tokens.enabled", "true"));
        page.byTestId("apiTokenRefresh").click();
        assertThat(page.row("blocked")).containsText("Active");
    }

    /** Waits until the login in the browser is older than the maximum of the policy. */
    private static void letTheLoginAge(TestRealm realm) {
        Instant tooOld = Instant.now().plusSeconds(2);
        await().until(() -> Instant.now().isAfter(tooOld));
        realm.apiTokensAdmin().setPolicy("{\"maxAuthenticationAge\":1}");
    }

    private static long expiry(TestRealm realm, String label) {
        for (JsonNode token : realm.account(ALICE).get("").json()) {
            if (token.get("label").asText().equals(label)) {
                return token.get("expiresTimestamp").asLong();
            }
        }
        throw new AssertionError("Not listed: " + label);
    }
}
