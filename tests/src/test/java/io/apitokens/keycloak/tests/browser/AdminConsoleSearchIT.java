package io.apitokens.keycloak.tests.browser;

import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions.IsInViewportOptions;
import com.microsoft.playwright.options.AriaRole;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.CAROL;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests the searches of the admin: labels in the list, and users, clients and scopes in the menus of its filter. */
@BrowserTest
class AdminConsoleSearchIT {

    @Test
    void searchWithoutHitsSaysWhyAndOffersMore(TestRealm realm, Browser browser) {
        realm.account(ALICE).mint("nightly export");
        AdminConsole console = AdminConsole.login(browser.open(new NewContextOptions()), realm, CAROL)
                .openApiTokens();
        console.search("export");
        assertThat(console.byTestId("empty-state")).containsText("No label begins with “export”.");
        assertThat(console.searchField()).isFocused();
        console.button("Search for *export*").click();
        assertThat(console.labels()).hasText(new String[] {"nightly export"});
        console.page().goBack();
        assertThat(console.searchField()).hasValue("export");
        console.clearSearch();
        assertThat(console.byTestId("apiTokenFilters")).hasCount(0);
        assertThat(console.searchField()).hasValue("");
        console.searchField().fill("never searched for");
        console.clearSearch();
        assertThat(console.searchField()).hasValue("");
        console.go("/api-tokens?search=export&use=never");
        assertThat(console.byTestId("empty-state")).containsText("All filters above have to match");
        console.byTestId("empty-state")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Clear all filters"))
                .click();
        assertThat(console.labels()).hasText(new String[] {"nightly export"});
        assertThat(console.byTestId("apiTokenFilters")).hasCount(0);
    }

    @Test
    void menuThatWasClearedOrClosedBeginsAnew(TestRealm realm, Browser browser) {
        AdminConsole console = filter(realm, browser);
        console.byTestId("client").click();
        console.searchIn("client").fill("broker");
        assertThat(console.options()).hasText(new String[] {"broker"});
        console.button("Clear the search: Client ID").click();
        assertThat(console.searchIn("client")).isFocused();
        assertThat(console.searchIn("client")).hasValue("");
        assertThat(console.options().nth(1)).hasText(NOTES);
        console.searchIn("client").fill("broker");
        console.press("Escape");
        assertThat(console.options()).hasCount(0);
        console.press("Enter");
        assertThat(console.searchIn("client")).isFocused();
        assertThat(console.searchIn("client")).hasValue("");
        assertThat(console.options().nth(1)).hasText(NOTES);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void onlyWhatMatchesIsOfferedWhileTheServerIsAsked(TestRealm realm, Browser browser) {
        AdminConsole console = filter(realm, browser);
        console.byTestId("client").click();
        assertThat(console.options().nth(1)).hasText(NOTES);
        AtomicReference<Route> held = new AtomicReference<>();
        console.page().route(Pattern.compile("clientId=(broker|adm|unknown)"), held::set);
        console.searchIn("client").fill("adm");
        assertThat(console.options().last()).hasText("Loading");
        assertThat(console.options().first()).containsText("admin");
        console.press("Enter");
        assertThat(console.searchIn("client")).isFocused();
        console.searchIn("client").fill("broker");
        assertThat(console.options()).hasText(new String[] {"broker", "Loading"});
        console.press("Enter");
        assertThat(console.byTestId("client")).hasText("broker");

        console.press("Enter");
        console.searchIn("client").fill("unknown");
        assertThat(console.options()).hasText(new String[] {"Loading"});
        console.press("Enter");
        assertThat(console.searchIn("client")).isFocused();
        assertThat(console.byTestId("client")).hasText("broker");
        console.page()
                .waitForCondition(
                        () -> held.get() != null && held.get().request().url().contains("unknown"));
        held.get().resume();
        assertThat(console.options()).hasText(new String[] {"No search results"});
        assertThat(console.byTestId("client-status")).hasText("No search results");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void searchThatFailsSaysSo(TestRealm realm, Browser browser) {
        AdminConsole console = filter(realm, browser);
        console.byTestId("client").click();
        console.page().route(Pattern.compile("clientId=broker"), Route::abort);
        console.searchIn("client").fill("broker");
        assertThat(console.options())
                .hasText(new String[] {"Something went wrong on the way to the server. Try again."});
        assertThat(console.byTestId("client-status")).containsText("went wrong");
    }

    @Test
    void arrowsLeadFromASearchThroughWhatItFound(TestRealm realm, Browser browser) {
        AdminConsole console = filter(realm, browser);
        console.byTestId("client").click();
        console.searchIn("client").fill("account");
        assertThat(console.byTestId("client-status")).hasText("2 shown");
        console.press("ArrowDown");
        assertThat(console.options().nth(0)).isFocused();
        console.press("ArrowDown");
        assertThat(console.options().nth(1)).isFocused();
        String second = console.options().nth(1).textContent();
        console.press("Enter");
        assertThat(console.byTestId("client")).hasText(second);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void focusGoesBackToTheSearchFromAnOptionThatIsGone(TestRealm realm, Browser browser) {
        AdminConsole console = filter(realm, browser);
        console.byTestId("user").click();
        assertThat(console.byTestId("user-status")).hasText(Pattern.compile("\\d+ shown"));
        AtomicReference<Route> held = new AtomicReference<>();
        console.page().route(Pattern.compile("search=lice"), held::set);
        console.searchIn("user").fill("lice");
        assertThat(console.options()).hasText(new String[] {ALICE, "Loading"});
        console.press("ArrowDown");
        assertThat(console.options().first()).isFocused();
        console.page().waitForCondition(() -> held.get() != null);
        held.get().resume();
        assertThat(console.options()).hasText(new String[] {"No search results"});
        assertThat(console.searchIn("user")).isFocused();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void menuIsAllInSightOnANarrowScreen(TestRealm realm, Browser browser) {
        AdminConsole console = filter(realm, browser);
        console.page().setViewportSize(400, 800);
        for (String field : new String[] {"user", "client", "scope"}) {
            console.byTestId(field).click();
            assertThat(console.byTestId(field + "-status")).containsText("shown");
            assertThat(console.openMenu()).hasCSS("opacity", "1");
            assertThat(console.openMenu()).isInViewport(new IsInViewportOptions().setRatio(1));
            console.press("Escape");
            assertThat(console.openMenu()).hasCount(0);
        }
    }

    private static AdminConsole filter(TestRealm realm, Browser browser) {
        realm.account(ALICE).mint("laptop");
        AdminConsole console = AdminConsole.login(browser.open(new NewContextOptions()), realm, CAROL);
        console.openApiTokens();
        console.byTestId("dropdown-panel-btn").click();
        return console;
    }
}
