package io.apitokens.keycloak.tests.browser;

import java.nio.file.Files;
import java.util.regex.Pattern;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.MintedSecrets;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

/** Takes the screenshots of the documentation. */
@BrowserTest
class ScreenshotsIT {

    @Test
    void everyStateOfThePageHasAPicture(TestRealm realm, Browser browser) {
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        assertThat(page.byTestId("apiTokenEmpty")).isVisible();
        page.screenshot("api-tokens-empty");

        page.openCreate();
        page.byTestId("apiTokenLabel").fill("CI pipeline");
        page.byTestId("apiTokenSelection").check();
        page.byTestId("apiTokenScope-notes:read").check();
        page.screenshot("api-tokens-create");
        page.submit();
        page.secret().waitFor();
        page.screenshot("api-tokens-secret");
        page.copySecret();
        page.done();

        AccountApi alice = realm.account(ALICE);
        Minted laptop = alice.mint("laptop");
        realm.introspection().of(laptop.secret());
        Minted export = alice.mint("nightly export", "notes:read", "notes:write");
        Answer rotated = alice.post("/" + export.id() + "/rotate", "{}");
        MintedSecrets.remember(rotated.json().get("secret").asText());
        realm.introspection().of(export.secret());
        Browser.await().untilAsserted(() -> {
            page.byTestId("apiTokenRefresh").click();
            assertThat(page.labels()).hasSize(3);
            assertThat(page.row("laptop").textContent()).contains("minute");
            assertThat(page.byTestId("apiTokenLateUse").count()).isEqualTo(1);
        });
        page.screenshot("api-tokens");
        page.openRotate("laptop");
        page.screenshot("api-tokens-rotate");
        page.cancel();
        page.page().emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertThat(page.page().locator("html")).hasClass(Pattern.compile("theme-dark"));
        page.screenshot("api-tokens-dark");
        page.page().setViewportSize(400, 800);
        page.page().reload();
        assertThat(page.row("nightly export")).isVisible();
        page.screenshot("api-tokens-narrow");

        assertThat(ApiTokensPage.SCREENSHOTS).isDirectoryContaining(Files::isRegularFile);
        // The screenshots show a secret, so the secret must be useless.
        alice.revokeAll();
    }

    @Test
    void adminConsoleHasItsPictures(TestRealm realm, Browser browser) {
        AccountApi alice = realm.account(ALICE);
        Minted stolen = alice.mint("old laptop");
        alice.mint("CI pipeline", "notes:read");
        Minted export = alice.mint("nightly export", "notes:read", "notes:write");
        AccountApi.minted(realm.account(BOB).post("{\"label\":\"Grafana\",\"lifetime\":7776000}"));
        realm.account(BOB).mint("backup");
        realm.exchange().withRefreshToken(export.secret());
        realm.apiTokensAdmin(realm.accessToken(CAROL)).delete("/" + stolen.id() + "?comment=Laptop%20stolen");

        AdminConsole console =
                AdminConsole.login(browser.open(new NewContextOptions().setViewportSize(1280, 720)), realm, CAROL);
        console.openApiTokens();
        Browser.await().untilAsserted(() -> {
            console.byTestId("refresh").click();
            assertThat(console.labels()).hasCount(5);
            assertThat(console.byTestId("apiTokenTable").getByText("Never used").count())
                    .isEqualTo(4);
        });
        console.screenshot("admin-api-tokens");
        console.page().setViewportSize(1280, 1000);
        console.openDrawer("nightly export");
        assertThat(console.byTestId("apiTokenSessionClient")).isVisible();
        assertThat(console.byTestId("apiTokenEvents")).containsText("Created");
        console.screenshot("admin-api-token");
        console.openPolicy();
        console.byTestId("maxLifetime").fill("365");
        console.screenshot("admin-policy");

        console.page().emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertThat(console.page().locator("html")).hasClass(Pattern.compile("theme-dark"));
        console.screenshot("admin-policy-dark");
        console.page().setViewportSize(400, 800);
        console.go("/api-tokens");
        assertThat(console.labels()).hasCount(5);
        console.awaitFit();
        console.screenshot("admin-api-tokens-narrow");
        console.openDrawer("nightly export");
        assertThat(console.byTestId("apiTokenEvents")).containsText("Created");
        console.awaitFit();
        console.screenshot("admin-api-token-narrow");
    }
}
