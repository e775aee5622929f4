package io.apitokens.keycloak.tests.browser;

import java.util.Map;
import java.util.regex.Pattern;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Route;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests that each dialog says what kind of error it is, keeps its input, and works once the error is gone. */
@BrowserTest
class AccountConsoleErrorsIT {

    private static final Pattern REQUESTS = Pattern.compile("/realms/[^/]+/api-tokens");

    @ParameterizedTest
    @CsvSource({
        "429, 60, There were too many requests. Try again in 1 minute., false",
        "503, 17, The server is not available at the moment. Try again in 17 seconds., true",
        "500, '', The server made an error., true"
    })
    void dialogSaysWhatIsWrongAndKeepsItsInput(
            int status, String retryAfter, String text, boolean isLost, TestRealm realm, Browser browser) {
        realm.account(ALICE).mint("deployed");
        ApiTokensPage page =
                ApiTokensPage.openAt(browser.open(new NewContextOptions().setViewportSize(400, 900)), realm, ALICE, "");
        assertThat(page.row("deployed")).isVisible();
        page.page().route(REQUESTS, route -> answer(route, status, retryAfter));

        page.openCreate();
        page.byTestId("apiTokenLabel").fill("typed");
        page.submit();
        assertThat(page.byTestId("apiTokenFormError")).containsText(text);
        assertThat(page.byTestId("apiTokenFormError").getByText("The API token may exist now."))
                .hasCount(isLost ? 1 : 0);
        assertThat(page.byTestId("apiTokenLabel")).hasValue("typed");
        page.screenshot("account-error-" + status);
        page.cancel();

        page.openRotate("deployed");
        page.submit();
        assertThat(page.byTestId("apiTokenFormError")).containsText(text);
        page.cancel();

        page.openEdit("deployed");
        page.byTestId("apiTokenDescription").fill("nightly");
        page.submit();
        assertThat(page.byTestId("apiTokenFormError")).containsText(text);
        assertThat(page.byTestId("apiTokenDescription")).hasValue("nightly");
        page.cancel();

        page.openRevoke("deployed");
        page.confirm();
        assertThat(page.byTestId("apiTokenFormError")).containsText(text);
        page.page().unroute(REQUESTS);
        page.confirm();
        assertThat(page.text("The API token \"deployed\" was revoked.")).isVisible();
        assertThat(realm.account(ALICE).labels("?status=active")).isEmpty();
    }

    @Test
    void offlineDialogDoesNotClaimThatSomethingWasSent(TestRealm realm, Browser browser) {
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.openCreate();
        page.byTestId("apiTokenLabel").fill("typed");
        page.page().context().setOffline(true);
        page.submit();
        assertThat(page.byTestId("apiTokenFormError")).containsText("You are offline.");
        assertThat(page.byTestId("apiTokenFormError")).not().containsText("may exist");
        page.page().context().setOffline(false);
        page.submit();
        page.done();
        assertThat(page.row("typed")).isVisible();
        assertThat(realm.account(ALICE).labels("")).containsExactly("typed");
    }

    /** Answers a change in place of the server, which does not get it. */
    private static void answer(Route route, int status, String retryAfter) {
        if ("GET".equals(route.request().method())) {
            route.resume();
            return;
        }
        Route.FulfillOptions answer =
                new Route.FulfillOptions().setStatus(status).setBody("{}");
        route.fulfill(retryAfter.isEmpty() ? answer : answer.setHeaders(Map.of("Retry-After", retryAfter)));
    }
}
