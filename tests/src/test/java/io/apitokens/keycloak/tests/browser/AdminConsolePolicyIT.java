package io.apitokens.keycloak.tests.browser;

import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.CAROL;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests how admins read and set the policy in the admin console, as far as their permissions go. */
@BrowserTest
class AdminConsolePolicyIT {

    @Test
    void policyIsSavedAndAMistakeIsToldAtItsField(TestRealm realm, Browser browser) {
        AdminConsole console = AdminConsole.login(page(browser), realm, CAROL);
        console.openPolicy();
        assertThat(console.byTestId("apiTokenPolicySave")).isDisabled();
        console.byTestId("maxActive").fill("0");
        console.byTestId("apiTokenPolicySave").click();
        assertThat(console.byTestId("maxActive-helper")).containsText("Enter a number from 1");
        console.byTestId("maxActive").fill("7");
        console.byTestId("maxLifetime").fill("30");
        assertThat(console.unitOf("maxLifetime")).hasText("Days");
        console.byTestId("notice-minted").uncheck();
        console.byTestId("apiTokenPolicySave").click();
        assertThat(console.page().getByText("The policy was saved.")).isVisible();
        assertThat(realm.apiTokensAdmin().get("/policy").json())
                .hasToString("{\"exchangeEnabled\":true,\"maxLifetime\":2592000,\"maxActive\":7,"
                        + "\"notices\":[\"expiring\",\"ended\",\"leaked\",\"rotated\"]}");
        console.page().reload();
        assertThat(console.byTestId("maxActive")).hasValue("7");
    }

    @Test
    void apiTokensAreLetRotateThemselves(TestRealm realm, Browser browser) {
        AdminConsole console = AdminConsole.login(page(browser), realm, CAROL);
        console.openPolicy();
        console.toggle("selfRotation");
        console.byTestId("selfRotationGracePeriod").fill("1441");
        console.byTestId("apiTokenPolicySave").click();
        assertThat(console.byTestId("selfRotationGracePeriod-helper")).containsText("1 day");
        console.byTestId("selfRotationGracePeriod").fill("10");
        console.byTestId("apiTokenPolicySave").click();
        assertThat(console.page().getByText("The policy was saved.")).isVisible();
        assertThat(realm.apiTokensAdmin().get("/policy").json())
                .hasToString("{\"exchangeEnabled\":true,\"selfRotation\":true,\"selfRotationGracePeriod\":600}");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void policyOfAClientIsSavedApartFromThatOfTheRealm(TestRealm realm, Browser browser) {
        AdminConsole console = AdminConsole.login(page(browser), realm, CAROL);
        console.openPolicy();
        console.choosePolicyOf(NOTES);
        assertThat(console.byTestId("apiTokenPolicyOfClient")).containsText("only if it is stricter");
        assertThat(console.byTestId("notice-minted")).hasCount(0);
        console.byTestId("maxActive").fill("3");
        console.byTestId("apiTokenPolicySave").click();
        assertThat(console.page().getByText("The policy was saved.")).isVisible();
        assertThat(realm.apiTokensAdmin()
                        .get("/policy/clients/" + realm.clientId(NOTES))
                        .json())
                .hasToString("{\"maxActive\":3}");
        assertThat(realm.apiTokensAdmin().get("/policy").json().has("maxActive"))
                .isFalse();
        console.page().reload();
        assertThat(console.byTestId("maxActive")).hasValue("3");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void invalidValueIsExplainedAtItsField(TestRealm realm, Browser browser) {
        AdminConsole console = AdminConsole.login(page(browser), realm, CAROL);
        console.openPolicy();
        console.byTestId("maxLifetime").fill("1.5");
        assertThat(console.byTestId("maxLifetime")).hasValue("36");
        assertThat(console.unitOf("maxLifetime")).hasText("Hours");
        console.byTestId("maxLifetime").fill("0");
        console.byTestId("apiTokenPolicySave").click();
        assertThat(console.byTestId("maxLifetime-helper")).containsText("Enter a time from 1 second to 36,500 days.");
        console.byTestId("maxLifetime").fill("");
        console.chooseBySearch("forbiddenScopes", "notes:w", "notes:write");
        realm.admin().clientScopes().get(realm.scopeId("notes:write")).remove();
        console.byTestId("apiTokenPolicySave").click();
        assertThat(console.byTestId("forbiddenScopes-helper")).containsText("There is no client scope notes:write.");
        assertThat(console.byTestId("forbiddenScopes")).isFocused();
        assertThat(realm.apiTokensAdmin().get("/policy").json()).hasToString("{\"exchangeEnabled\":true}");
    }

    @Test
    void roleAndScopesAreChosenAndNotTyped(TestRealm realm, Browser browser) {
        AdminConsole console = AdminConsole.login(page(browser), realm, CAROL);
        console.openPolicy();
        console.chooseBySearch("requiredRole", "notes-api.r", "notes-api.read");
        console.chooseBySearch("forbiddenScopes", "notes:", "notes:write");
        console.chooseBySearch("forbiddenScopes", "notes:", "notes:read");
        console.button("Remove notes:write").click();
        console.byTestId("apiTokenPolicySave").click();
        assertThat(console.page().getByText("The policy was saved.")).isVisible();
        JsonNode policy = realm.apiTokensAdmin().get("/policy").json();
        assertThat(policy.get("requiredRole").asText()).isEqualTo("notes-api.read");
        assertThat(policy.get("forbiddenScopes")).hasToString("[\"notes:read\"]");
        console.page().reload();
        assertThat(console.byTestId("requiredRole")).hasText("notes-api.read");
        assertThat(console.byTestId("forbiddenScopes-chosen")).containsText("notes:read");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void adminWhoMayOnlyViewTheRealmReadsThePolicy(TestRealm realm, Browser browser) {
        realm.addManagementRoles(BOB, "view-realm");
        AdminConsole console = AdminConsole.login(page(browser), realm, BOB);
        console.byTestId("nav-item-api-tokens").click();
        assertThat(console.byTestId("maxActive")).isDisabled();
        assertThat(console.byTestId("mintingEnabled")).isDisabled();
        assertThat(console.byTestId("maxLifetime")).isDisabled();
        assertThat(console.byTestId("apiTokenPolicySave")).hasCount(0);
        assertThat(console.byTestId("apiTokensTab")).hasCount(0);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void neverExpiringIsOffBesideAGreatestLifetime(TestRealm realm, Browser browser) {
        AdminConsole console = AdminConsole.login(page(browser), realm, CAROL);
        console.openPolicy();
        assertThat(console.byTestId("nonExpiringAllowed")).isChecked();
        console.byTestId("maxLifetime").fill("1");
        assertThat(console.byTestId("nonExpiringAllowed")).not().isChecked();
        assertThat(console.byTestId("nonExpiringAllowed")).isDisabled();
        assertThat(console.byTestId("nonExpiringAllowed-reason")).containsText("maximum lifetime");
        console.byTestId("apiTokenPolicySave").click();
        assertThat(console.page().getByText("The policy was saved.")).isVisible();
        assertThat(realm.apiTokensAdmin().get("/policy").json())
                .hasToString("{\"exchangeEnabled\":true,\"maxLifetime\":86400}");
        console.byTestId("maxLifetime").fill("");
        assertThat(console.byTestId("nonExpiringAllowed")).isChecked();
        assertThat(console.byTestId("nonExpiringAllowed")).isEnabled();
    }

    @Test
    void ruleThatTheRealmHasOffIsOffForItsClients(TestRealm realm, Browser browser) {
        realm.apiTokensAdmin().setPolicy("{\"maxLifetime\":86400}");
        AdminConsole console = AdminConsole.login(page(browser), realm, CAROL);
        console.go("/api-tokens/policy?client=" + NOTES);
        for (String rule : new String[] {"exchangeEnabled", "nonExpiringAllowed", "selfRotation"}) {
            assertThat(console.byTestId(rule)).isDisabled();
            assertThat(console.byTestId(rule)).not().isChecked();
            assertThat(console.byTestId(rule + "-reason")).hasText("Off for the whole realm.");
        }
        assertThat(console.byTestId("mintingEnabled")).isEnabled();
        console.byTestId("maxActive").fill("3");
        console.byTestId("apiTokenPolicySave").click();
        assertThat(console.page().getByText("The policy was saved.")).isVisible();
        assertThat(realm.apiTokensAdmin()
                        .get("/policy/clients/" + realm.clientId(NOTES))
                        .json())
                .hasToString("{\"maxActive\":3}");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void timeIsShownInTheGreatestUnitThatFits(TestRealm realm, Browser browser) {
        realm.apiTokensAdmin().setPolicy("{\"maxLifetime\":7200}");
        AdminConsole console = AdminConsole.login(page(browser), realm, CAROL);
        console.openPolicy();
        assertThat(console.byTestId("maxLifetime")).hasValue("2");
        assertThat(console.unitOf("maxLifetime")).hasText("Hours");
        console.chooseUnitOf("maxLifetime", "Days");
        console.byTestId("apiTokenPolicySave").click();
        assertThat(console.page().getByText("The policy was saved.")).isVisible();
        assertThat(realm.apiTokensAdmin().get("/policy").json()).hasToString("{\"maxLifetime\":172800}");
    }

    @Test
    void everyControlOfTheFormHasANameOfItsOwn(TestRealm realm, Browser browser) {
        AdminConsole console = AdminConsole.login(page(browser), realm, CAROL);
        console.openPolicy();
        Browser.await().untilAsserted(() -> assertThat(console.controls())
                .contains("Maximum lifetime", "Unit of Maximum lifetime: Days", "Help: Maximum lifetime")
                .doesNotHaveDuplicates()
                .noneMatch(Pattern.compile("apiToken|kc-").asPredicate()));
    }

    private static Page page(Browser browser) {
        return browser.open(new NewContextOptions().setViewportSize(1280, 900));
    }
}
