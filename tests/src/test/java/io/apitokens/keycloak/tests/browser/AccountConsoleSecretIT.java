package io.apitokens.keycloak.tests.browser;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

/** The dialog that shows a secret, and the one that replaces it. */
@BrowserTest
class AccountConsoleSecretIT {

    private static final Pattern CALL =
            Pattern.compile("curl -H \"Authorization: (Bearer kcat_\\w+)\" \"([^\"\\s]+)\"");

    @Test
    void secretIsCopiedAndItsExampleWorks(TestRealm realm, Browser browser) {
        ApiTokensPage page =
                ApiTokensPage.openAt(browser.open(new NewContextOptions().setViewportSize(400, 800)), realm, ALICE, "");
        page.create("CI pipeline");
        String secret = page.copySecret();
        assertThat(page.byTestId("apiTokenSecretCopied")).hasText("Copied");
        assertThat(page.secret().getByRole(AriaRole.BUTTON)).hasText("Copy");
        Locator shown = page.secret().locator("code");
        assertThat(shown).hasText(secret);
        assertThat(shown.evaluate("element => getComputedStyle(element).fontFamily")
                        .toString())
                .containsIgnoringCase("mono");
        assertThat(page.secret().evaluate("element => element.scrollWidth <= element.clientWidth"))
                .as("nothing of it is cut off")
                .isEqualTo(true);
        page.screenshot("account-secret-400");

        Matcher call =
                CALL.matcher(page.byTestId("apiTokenCheck").locator("code").textContent());
        assertThat(call.find()).isTrue();
        Answer answer = Http.send(
                Http.to(call.group(2)).header("Authorization", call.group(1)).GET());
        assertThat(answer.json().get("label").asText()).isEqualTo("CI pipeline");
        page.done();
    }

    @Test
    void leavingWithoutACopyAsksOnce(TestRealm realm, Browser browser) {
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.create("CI pipeline");
        page.byTestId("apiTokenDone").click();
        assertThat(page.byTestId("apiTokenNotCopied")).isVisible();
        assertThat(page.byTestId("apiTokenDone")).hasText("Close without copying");
        page.screenshot("account-secret-not-copied");
        page.byTestId("apiTokenDone").click();
        assertThat(page.byTestId("apiTokenSecretDialog")).hasCount(0);

        page.create("laptop");
        page.byTestId("apiTokenDone").click();
        page.copySecret();
        assertThat(page.byTestId("apiTokenNotCopied")).hasCount(0);
        page.byTestId("apiTokenDone").click();
        assertThat(page.byTestId("apiTokenSecretDialog")).hasCount(0);
    }

    @Test
    void copyOfAPartIsNoCopyOfTheSecret(TestRealm realm, Browser browser) {
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.create("CI pipeline");
        page.secret().waitFor();
        copySelected(page, 8);
        page.byTestId("apiTokenDone").click();
        assertThat(page.byTestId("apiTokenNotCopied")).isVisible();
        copySelected(page, page.secret().locator("code").textContent().length());
        assertThat(page.byTestId("apiTokenNotCopied")).hasCount(0);
        page.byTestId("apiTokenDone").click();
        assertThat(page.byTestId("apiTokenSecretDialog")).hasCount(0);
    }

    @Test
    void rotationShowsTheLastUseAndCanSetAnExpiry(TestRealm realm, Browser browser) {
        String secret = realm.account(ALICE).mint("deployed").secret();
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.openRotate("deployed");
        assertThat(page.byTestId("apiTokenRotateLastUse")).hasText("It was never used.");
        assertThat(page.byTestId("apiTokenGraceNone")).isChecked();
        page.cancel();

        realm.introspection().of(secret);
        Browser.await().untilAsserted(() -> {
            page.byTestId("apiTokenRefresh").click();
            assertThat(page.row("deployed").getByText("Never used").count()).isZero();
        });
        page.openRotate("deployed");
        assertThat(page.byTestId("apiTokenRotateLastUse")).containsText("through notes-api");
        assertThat(page.byTestId("apiTokenGraceDay")).isChecked();
        assertThat(page.byTestId("apiTokenExpires")).hasValue("keep");
        page.expires("30 days");
        assertThat(page.byTestId("apiTokenExpiresHelp")).containsText("It works until");
        page.screenshot("account-rotate");
        page.submit();
        page.done();
        assertThat(page.row("deployed")).containsText("in 30 days");
        assertThat(realm.introspection().isActive(secret)).isTrue();
    }

    /** Copies the first characters of the secret as a user does who selects them. */
    private static void copySelected(ApiTokensPage page, int characters) {
        page.secret()
                .locator("code")
                .evaluate(
                        "(code, end) => getSelection().setBaseAndExtent(code.firstChild, 0, code.firstChild, end)",
                        characters);
        page.press("Control+c");
    }
}
