package io.apitokens.keycloak.tests.browser;

import java.time.Duration;
import java.util.List;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.apitokens.keycloak.tests.fixture.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.Database;
import io.apitokens.keycloak.tests.fixture.KeycloakUnderTest;
import io.apitokens.keycloak.tests.fixture.LimitedAdmin;
import io.apitokens.keycloak.tests.fixture.ManyApiTokens;
import io.apitokens.keycloak.tests.fixture.TestRealm;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.apitokens.keycloak.tests.fixture.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.TestRealm.CAROL;
import static io.apitokens.keycloak.tests.fixture.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

/** Admins see, judge and end API tokens in the admin console, as far as they may. */
@BrowserTest
class AdminConsoleIT {

    @Test
    void adminFindsATokenAmongManyByItsLabelAndEndsIt(KeycloakUnderTest keycloak, TestRealm realm, Browser browser) {
        Minted minted = realm.account(ALICE).mint("Nightly export");
        rows(keycloak.database(), realm).add(499, System.currentTimeMillis(), null, null);
        AdminConsole console = AdminConsole.login(page(browser), realm, CAROL).openApiTokens();
        assertThat(console.total()).hasText("500");
        console.search("nightly");
        assertThat(console.labels()).hasText(new String[] {"Nightly export"});

        console.openDrawer("Nightly export");
        assertThat(console.byTestId("apiTokenEvents")).containsText("Created");
        assertThat(console.byTestId("apiTokenAllowed")).containsText("Read your notes");
        console.byTestId("apiTokenDrawerRevoke").click();
        console.revoke("Laptop stolen");
        assertThat(console.byTestId("apiTokenStatusFact")).containsText("“Laptop stolen”");
        assertThat(console.byTestId("apiTokenEvents")).containsText("Ended");
        assertThat(console.byTestId("apiTokenDrawerRevoke")).hasCount(0);
        assertThat(realm.introspection().isActive(minted.secret())).isFalse();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void adminFindsATokenAmongManyByItsLackOfUse(KeycloakUnderTest keycloak, TestRealm realm, Browser browser) {
        Minted minted = realm.account(ALICE).mint("forgotten");
        long longAgo = System.currentTimeMillis() - Duration.ofDays(100).toMillis();
        keycloak.database()
                .update("update API_TOKEN set CREATED_TIMESTAMP = " + longAgo + " where ID = '" + minted.id() + "'");
        rows(keycloak.database(), realm).add(499, System.currentTimeMillis(), null, null);
        AdminConsole console = AdminConsole.login(page(browser), realm, CAROL).openApiTokens();
        assertThat(console.byTestId("apiTokenSummary-unused")).containsText("1");
        console.filter("use", "Unused for 90 days");
        assertThat(console.labels()).hasText(new String[] {"forgotten"});
        console.page().reload();
        assertThat(console.labels()).hasText(new String[] {"forgotten"});

        console.rowMenus().click();
        console.page()
                .getByText("Revoke", new Page.GetByTextOptions().setExact(true))
                .click();
        console.revoke("");
        assertThat(console.byTestId("apiTokenTable")).containsText("Revoked");
        assertThat(realm.introspection().isActive(minted.secret())).isFalse();
    }

    @Test
    void adminEndsAllTokensOfAClientAndSeesHowFarItIs(KeycloakUnderTest keycloak, TestRealm realm, Browser browser) {
        Minted kept = realm.account(ALICE).mint("kept");
        realm.addTokenClient("tasks");
        new ManyApiTokens(
                        keycloak.database(),
                        realm.admin().toRepresentation().getId(),
                        realm.userId(ALICE),
                        realm.clientId("tasks"))
                .add(300, System.currentTimeMillis(), null, null);
        AdminConsole console = AdminConsole.login(page(browser), realm, CAROL).openApiTokens();
        assertThat(console.byTestId("apiTokenRevokeMatching")).hasCount(0);
        console.go("/api-tokens?client=tasks");
        assertThat(console.total()).hasText("300");
        console.byTestId("apiTokenRevokeMatching").click();
        assertThat(console.byTestId("apiTokenMatching")).containsText("300 active API tokens");
        console.revoke("The application is shut down");
        assertThat(console.byTestId("apiTokenProgressText")).containsText("of 300 revoked");
        assertThat(console.page().getByText("API tokens were revoked")).isVisible();
        assertThat(console.byTestId("apiTokenProgressText")).hasText("300 of 300 revoked");
        console.byTestId("apiTokenProgressClose").click();
        assertThat(console.byTestId("apiTokenSummary-active")).containsText("1");
        assertThat(realm.introspection().isActive(kept.secret())).isTrue();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void adminStopsARevocationThatGoesOnAfterAReload(KeycloakUnderTest keycloak, TestRealm realm, Browser browser) {
        realm.addTokenClient("tasks");
        new ManyApiTokens(
                        keycloak.database(),
                        realm.admin().toRepresentation().getId(),
                        realm.userId(ALICE),
                        realm.clientId("tasks"))
                .add(9_000, System.currentTimeMillis(), null, null);
        AdminConsole console = AdminConsole.login(page(browser), realm, CAROL).openApiTokens();
        console.go("/api-tokens?client=tasks");
        assertThat(console.total()).hasText("9,000");
        console.byTestId("apiTokenRevokeMatching").click();
        console.revoke("");
        assertThat(console.byTestId("apiTokenProgressStop")).isVisible();
        console.page().reload();
        assertThat(console.byTestId("apiTokenRevocationBanner")).containsText("of 9,000 revoked");
        console.showRevocation();
        console.byTestId("apiTokenProgressStop").click();
        assertThat(console.page().getByRole(AriaRole.DIALOG)).containsText("Revoking was stopped");
        assertThat(console.byTestId("apiTokenRevocation")).containsText("The others go on working.");
        console.byTestId("apiTokenProgressClose").click();
        assertThat(console.byTestId("apiTokenRevocationBanner")).hasCount(0);
        assertThat(realm.apiTokensAdmin()
                        .get("/count?client=tasks&status=active")
                        .json()
                        .asInt())
                .isPositive();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void whatMeansNothingInTheAddressNarrowsNothing(TestRealm realm, Browser browser) {
        realm.account(ALICE).mint("laptop");
        AdminConsole console = AdminConsole.login(page(browser), realm, CAROL);
        for (String query :
                List.of("search=*", "search=**", "search=%20", "use=bogus", "expiry=x", "createdTo=today")) {
            console.go("/api-tokens?status=ended&sort=up&" + query);
            assertThat(console.labels()).hasText(new String[] {"laptop"});
            assertThat(console.byTestId("apiTokenFilters")).hasCount(0);
            assertThat(console.byTestId("apiTokenRevokeMatching")).hasCount(0);
        }
        console.go("/api-tokens?use=never");
        assertThat(console.byTestId("apiTokenFilters")).containsText("Never used");
        assertThat(console.byTestId("apiTokenRevokeMatching")).isVisible();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void longLabelsLeaveTheListReadable(TestRealm realm, Browser browser) {
        realm.account(ALICE).mint("x".repeat(200));
        realm.account(ALICE).mint("word ".repeat(40).strip());
        AdminConsole console = AdminConsole.login(page(browser), realm, CAROL).openApiTokens();
        assertThat(console.labels()).hasCount(2);
        assertThat(console.rowHeights()).allMatch(height -> height <= 120);
        assertThat(console.isWiderThanTheScreen()).isFalse();
    }

    @Test
    void adminWhoMayViewNobodyIsToldSo(TestRealm realm, Browser browser) {
        realm.account(ALICE).mint("unseen");
        realm.addManagementRoles(BOB, "query-users");
        AdminConsole console = AdminConsole.login(page(browser), realm, BOB).openApiTokens();
        assertThat(console.page().getByText("you see only those of users whom you may view"))
                .isVisible();
        assertThat(console.byTestId("apiTokenSummary")).hasCount(0);
        console.go("/api-tokens?use=never");
        assertThat(console.byTestId("apiTokenFilters")).isVisible();
        assertThat(console.byTestId("apiTokenRevokeMatching")).hasCount(0);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void adminWhoMayOnlyViewSeesNoWayToEnd(TestRealm realm, Browser browser) {
        realm.account(ALICE).mint("looked at");
        realm.addManagementRoles(BOB, "view-users");
        AdminConsole console = AdminConsole.login(page(browser), realm, BOB).openApiTokens();
        console.search("looked");
        assertThat(console.labels()).hasText(new String[] {"looked at"});
        assertThat(console.rowMenus()).hasCount(0);
        assertThat(console.byTestId("apiTokenRevokeMatching")).hasCount(0);
        assertThat(console.byTestId("apiTokenPolicyTab")).hasCount(0);
        console.openDrawer("looked at");
        assertThat(console.byTestId("apiTokenSession")).containsText("None");
        assertThat(console.byTestId("apiTokenDrawerRevoke")).hasCount(0);
        assertThat(console.byTestId("apiTokenEvents")).hasCount(0);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void fineGrainedAdminSeesOnlyTheUsersAllowed(TestRealm realm, Browser browser) {
        realm.account(ALICE).mint("alice's");
        realm.account(CAROL).mint("carol's");
        LimitedAdmin.allow(realm, BOB, realm.userId(ALICE));
        AdminConsole console = AdminConsole.login(page(browser), realm, BOB).openApiTokens();
        assertThat(console.labels()).hasText(new String[] {"alice's"});
        assertThat(console.total()).hasText("1");
        assertThat(console.byTestId("apiTokenSummary")).hasCount(0);
        assertThat(console.rowMenus()).hasCount(0);
    }

    @Test
    void tokensOfOneUserAreReachedFromThatUser(TestRealm realm, Browser browser) {
        realm.account(ALICE).mint("alice's");
        realm.account(BOB).mint("bob's");
        AdminConsole console = AdminConsole.login(page(browser), realm, CAROL);
        console.go("/users/" + realm.userId(ALICE) + "/settings");
        assertThat(console.tab("API tokens")).isInViewport();
        console.tab("API tokens").click();
        assertThat(console.labels()).hasText(new String[] {"alice's"});
        assertThat(console.byTestId("apiTokenFilters")).containsText(ALICE);
        console.page().getByText(ALICE).first().waitFor();
        assertThat(browser.complaints()).isEmpty();
    }

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
        console.byTestId("notice-minted").uncheck();
        console.byTestId("apiTokenPolicySave").click();
        assertThat(console.page().getByText("The policy was saved.")).isVisible();
        assertThat(realm.apiTokensAdmin().get("/policy").json())
                .hasToString("{\"exchangeEnabled\":true,\"maxLifetime\":30,\"maxActive\":7,"
                        + "\"notices\":[\"expiring\",\"ended\",\"leaked\",\"rotated\"]}");
        console.page().reload();
        assertThat(console.byTestId("maxActive")).hasValue("7");
    }

    @Test
    void policyOfAClientIsSavedApartFromThatOfTheRealm(TestRealm realm, Browser browser) {
        AdminConsole console = AdminConsole.login(page(browser), realm, CAROL);
        console.openPolicy();
        console.choosePolicyOf(NOTES);
        assertThat(console.byTestId("apiTokenPolicyOfClient")).containsText("only where it is stricter");
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
    void stockConsoleHasOneEntryMore(TestRealm realm, TestRealm stock, Browser browser) {
        stock.changeRealm(settings -> settings.setAdminTheme("keycloak.v2"));
        List<String> ours =
                AdminConsole.login(page(browser), realm, CAROL).openApiTokens().menu();
        List<String> theirs = AdminConsole.login(page(browser), stock, CAROL).menu();
        assertThat(ours).contains("API tokens");
        assertThat(ours.stream().filter(entry -> !entry.equals("API tokens"))).containsExactlyElementsOf(theirs);
    }

    private static Page page(Browser browser) {
        return browser.open(new NewContextOptions().setViewportSize(1280, 900));
    }

    private static ManyApiTokens rows(Database database, TestRealm realm) {
        return new ManyApiTokens(
                database, realm.admin().toRepresentation().getId(), realm.userId(ALICE), realm.clientId(NOTES));
    }
}
