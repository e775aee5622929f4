package io.apitokens.keycloak.tests.browser;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import io.apitokens.keycloak.tests.fixture.database.Database;
import io.apitokens.keycloak.tests.fixture.database.ManyApiTokens;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.realm.LimitedAdmin;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.CAROL;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.GATEWAY;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests how admins see and revoke API tokens in the admin console, as far as their permissions go. */
@BrowserTest
class AdminConsoleIT {

    @Test
    @Tag("compatibility")
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
        assertThat(console.byTestId("apiTokenSummary-unused")).containsText(Pattern.compile("^1 "));
        console.filter("use", "Unused for 90 days");
        assertThat(console.labels()).hasText(new String[] {"forgotten"});
        console.page().reload();
        assertThat(console.labels()).hasText(new String[] {"forgotten"});

        console.actions("forgotten").click();
        console.page()
                .getByText("Revoke", new Page.GetByTextOptions().setExact(true))
                .click();
        console.revoke("");
        assertThat(console.byTestId("apiTokenTable")).containsText("Revoked");
        assertThat(realm.introspection().isActive(minted.secret())).isFalse();
    }

    @Test
    void numberOfOneTokenIsInTheSingular(TestRealm realm, Browser browser) {
        realm.account(ALICE).mint("laptop");
        AdminConsole console = AdminConsole.login(page(browser), realm, CAROL).openApiTokens();
        assertThat(console.byTestId("apiTokenSummary-active")).hasText("1 active");
        assertThat(console.byTestId("apiTokenSummary-neverExpiring")).hasText("1 never expires");
        assertThat(console.byTestId("apiTokenSummary-unused")).hasText("0 unused for 90 days");
    }

    @Test
    void pagesFollowEachOtherWhileUsersMint(TestRealm realm, Browser browser) {
        AccountApi alice = realm.account(ALICE);
        for (int i = 1; i <= 12; i++) {
            alice.mint("number " + i);
        }
        AdminConsole console = AdminConsole.login(page(browser), realm, CAROL).openApiTokens();
        assertThat(console.labels()).hasCount(10);
        assertThat(console.labels().last()).hasText("number 3");
        alice.mint("meanwhile");
        console.page().getByLabel("Go to next page").last().click();
        assertThat(console.labels()).hasText(new String[] {"number 2", "number 1"});
        console.page().getByLabel("Go to previous page").last().click();
        assertThat(console.labels().first()).hasText("meanwhile");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void unknownFiltersInTheAddressAreIgnored(TestRealm realm, Browser browser) {
        realm.account(ALICE).mint("laptop");
        AdminConsole console = AdminConsole.login(page(browser), realm, CAROL);
        for (String query :
                List.of("search=*", "search=**", "search=%20", "use=bogus", "expiry=x", "createdTo=today")) {
            console.goToList("status=ended&sort=up&" + query);
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
        Browser.await().until(() -> console.rowHeights().stream().allMatch(height -> height <= 120));
        console.awaitFit();
    }

    @Test
    void adminWhoMayViewNobodyIsToldSo(TestRealm realm, Browser browser) {
        realm.account(ALICE).mint("unseen");
        realm.addManagementRoles(BOB, "query-users");
        AdminConsole console = AdminConsole.login(page(browser), realm, BOB).openApiTokens();
        assertThat(console.page().getByText("you see only API tokens of users whom you may view"))
                .isVisible();
        assertThat(console.byTestId("apiTokenSummary")).hasCount(0);
        assertThat(console.byTestId("apiTokenRevokeActive")).hasCount(0);
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
        assertThat(browser.complaints()).isEmpty();
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
        assertThat(console.byTestId("apiTokenSummary-active")).hasText("1 active");
        console.byTestId("apiTokenSummary-unused").click();
        assertThat(console.byTestId("empty-state")).isVisible();
        assertThat(console.byTestId("apiTokenFilters")).containsText(ALICE);
        console.byTestId("apiTokenUserBreadcrumb").getByText(ALICE).click();
        assertThat(console.tab("API tokens")).isVisible();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void drawerNamesTheAdminWhoRevokedAndTheClientsOfTheSession(TestRealm realm, Browser browser) {
        Minted exchanged = realm.account(ALICE).mint("exchanged");
        realm.exchange().withRefreshToken(exchanged.secret());
        Minted ended = realm.account(ALICE).mint("ended");
        AdminConsole console = AdminConsole.login(page(browser), realm, CAROL).openApiTokens();
        console.openDrawer("exchanged");
        assertThat(console.byTestId("apiTokenSessionClient")).hasText("Refresh token: " + GATEWAY);
        realm.apiTokensAdmin(realm.accessToken(CAROL)).delete("/" + ended.id());
        console.byTestId("refresh").click();
        console.openDrawer("ended");
        assertThat(console.byTestId("apiTokenStatusFact")).containsText("By the administrator carol");
        assertThat(console.byTestId("apiTokenEvents")).containsText("By the administrator carol");
        assertThat(console.byTestId("apiTokenSession")).hasText("None");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void listIsNarrowedByClientScopeAndExpiry(TestRealm realm, Browser browser) {
        realm.addTokenClient("tasks");
        AccountApi alice = realm.account(ALICE);
        AccountApi.minted(alice.post(
                "{\"label\":\"for a month\",\"clientId\":\"notes\",\"scopes\":[\"notes:read\"],\"lifetime\":2592000}"));
        AccountApi.minted(alice.post("{\"label\":\"for ever\",\"clientId\":\"notes\",\"scopes\":[\"notes:write\"]}"));
        AccountApi.minted(alice.post("{\"label\":\"tasks\",\"clientId\":\"tasks\",\"scopes\":[]}"));
        AdminConsole console = AdminConsole.login(page(browser), realm, CAROL).openApiTokens();
        console.filterBySearch("client", "task", "tasks");
        assertThat(console.labels()).hasText(new String[] {"tasks"});
        console.filterBySearch("client", "", "Any");
        assertThat(console.byTestId("apiTokenFilters")).hasCount(0);
        console.filterBySearch("scope", "WRITE", "notes:write");
        assertThat(console.labels()).hasText(new String[] {"for ever"});
        console.byTestId("apiTokenClearFilters").click();
        assertThat(console.byTestId("apiTokenFilters")).hasCount(0);
        LocalDate inAMonth = LocalDate.now(ZoneId.systemDefault()).plusDays(30);
        console.filterByDay("Expires from", inAMonth.minusDays(2));
        assertThat(console.labels()).hasText(new String[] {"for a month"});
        console.filterByDay("Expires until", inAMonth.minusDays(2));
        assertThat(console.byTestId("empty-state")).isVisible();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void filterIsWholeAboveAShortListOnScreensOfAnyWidth(TestRealm realm, Browser browser) {
        realm.account(ALICE).mint("laptop");
        AdminConsole console = AdminConsole.login(page(browser), realm, CAROL).openApiTokens();
        console.byTestId("dropdown-panel-btn").click();
        for (int width : new int[] {1280, 400}) {
            console.page().setViewportSize(width, 900);
            Browser.await().untilAsserted(() -> assertThat(console.bottomOf(".kc-dropdown-panel-content"))
                    .isLessThanOrEqualTo(console.bottomOf(".api-tokens__drawer")));
        }
    }

    @Test
    void adminWhoMayNotListClientsTypesThem(TestRealm realm, Browser browser) {
        realm.account(ALICE).mint("laptop");
        realm.addManagementRoles(BOB, "view-users");
        AdminConsole console = AdminConsole.login(page(browser), realm, BOB).openApiTokens();
        console.byTestId("dropdown-panel-btn").click();
        console.byTestId("client").fill(NOTES);
        console.byTestId("scope").fill("notes:read");
        console.byTestId("apiTokenFilterApply").click();
        assertThat(console.byTestId("apiTokenFilters")).containsText("notes:read");
        assertThat(console.labels()).hasText(new String[] {"laptop"});
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void keyboardIsEnoughToNarrowTheListAndToLookAtOne(TestRealm realm, Browser browser) {
        realm.addTokenClient("tasks");
        AccountApi.minted(realm.account(ALICE).post("{\"label\":\"a task\",\"clientId\":\"tasks\",\"scopes\":[]}"));
        AccountApi.minted(realm.account(ALICE).post("{\"label\":\"a note\",\"clientId\":\"notes\"}"));
        AdminConsole console = AdminConsole.login(page(browser), realm, CAROL).openApiTokens();
        console.byTestId("dropdown-panel-btn").focus();
        console.openFilterAndTab(4);
        assertThat(console.byTestId("client")).isFocused();
        console.press("Enter");
        assertThat(console.searchIn("client")).isFocused();
        console.type("task");
        assertThat(console.options()).hasText(new String[] {"tasks"});
        console.press("ArrowDown", "Enter");
        assertThat(console.byTestId("client")).hasText("tasks");
        assertThat(console.byTestId("client")).isFocused();
        console.press("Escape");
        assertThat(console.byTestId("apiTokenFilterForm")).hasCount(0);
        assertThat(console.byTestId("dropdown-panel-btn")).isFocused();

        console.openFilterAndTab(4);
        console.press("Enter");
        assertThat(console.searchIn("client")).isFocused();
        console.type("task");
        assertThat(console.options()).hasText(new String[] {"tasks"});
        console.press("Enter");
        assertThat(console.byTestId("client")).hasText("tasks");
        console.byTestId("apiTokenFilterApply").focus();
        console.press("Enter");
        assertThat(console.labels()).hasText(new String[] {"a task"});
        console.button("a task").focus();
        console.press("Enter");
        assertThat(console.byTestId("apiTokenDrawer")).isVisible();
        console.press("Tab");
        assertThat(console.button("Close")).isFocused();
        console.press("Escape");
        assertThat(console.byTestId("apiTokenDrawer")).hasCount(0);
        assertThat(console.button("a task")).isFocused();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void everyControlOfTheListHasANameOfItsOwn(TestRealm realm, Browser browser) {
        realm.account(ALICE).mint("first");
        realm.account(ALICE).mint("second");
        AdminConsole console = AdminConsole.login(page(browser), realm, CAROL).openApiTokens();
        console.go("/api-tokens?use=never&status=active");
        assertThat(console.labels()).hasCount(2);
        console.byTestId("dropdown-panel-btn").click();
        Browser.await().untilAsserted(() -> assertThat(console.controls())
                .contains("Actions for first", "Actions for second", "Calendar: Expires from")
                .doesNotHaveDuplicates());
    }

    @Test
    @Tag("compatibility")
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
