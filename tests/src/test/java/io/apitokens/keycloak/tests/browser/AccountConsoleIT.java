package io.apitokens.keycloak.tests.browser;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.apitokens.keycloak.launcher.ExampleApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.files.Place;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests how users create, find, rotate and revoke API tokens on the page. */
@BrowserTest
class AccountConsoleIT {

    @Test
    @Tag("compatibility")
    void tokenFromThePageOpensTheApiUntilItIsRevokedThere(
            KeycloakUnderTest keycloak, TestRealm realm, TestRealm second, Browser browser) {
        for (TestRealm each : new TestRealm[] {realm, second}) {
            try (ExampleApi api = start(keycloak, each)) {
                ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), each, ALICE);
                page.create("CI pipeline", "notes:read");
                String secret = page.copySecret();
                page.done();
                assertThat(page.row("CI pipeline")).containsText("Read your notes");
                assertThat(page.row("CI pipeline").getByText("Never", new Locator.GetByTextOptions().setExact(true)))
                        .isVisible();
                assertThat(page.page().content()).doesNotContain(secret);

                assertThat(read(api, secret).status()).isEqualTo(200);
                assertThat(write(api, secret).status()).isEqualTo(403);

                page.openRevoke("CI pipeline");
                assertThat(page.byTestId("apiTokenConfirmDialog"))
                        .containsText(
                                "Everything that uses \"CI pipeline\" (kcat_…%s) to call Notes stops working at once."
                                        .formatted(secret.substring(secret.length() - 4)));
                page.confirm();
                assertThat(page.byTestId("apiTokenEmpty")).isVisible();
                assertThat(read(api, secret).status()).isEqualTo(401);
            }
        }
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void tokenOfOneRealmIsRefusedByTheApiOfAnother(KeycloakUnderTest keycloak, TestRealm realm, TestRealm second) {
        String secret = realm.account(ALICE).mint("here").secret();
        try (ExampleApi api = start(keycloak, second)) {
            assertThat(read(api, secret).status()).isEqualTo(401);
        }
    }

    @Test
    void everythingIsTheDefaultAndWritesAsWell(KeycloakUnderTest keycloak, TestRealm realm, Browser browser) {
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.create("laptop");
        String secret = page.copySecret();
        page.done();
        assertThat(page.row("laptop")).containsText("Everything");
        try (ExampleApi api = start(keycloak, realm)) {
            assertThat(write(api, secret).status()).isEqualTo(201);
            assertThat(read(api, secret).body()).isEqualTo("[{\"text\":\"Buy milk\"}]");
        }
    }

    @Test
    void secretDialogCannotBeClosedByAccident(TestRealm realm, Browser browser) {
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.create("careful");
        page.secret().waitFor();
        page.page().keyboard().press("Escape");
        assertThat(page.secret()).isVisible();
        page.done();
        page.page().reload();
        assertThat(page.row("careful")).isVisible();
        assertThat(page.secret()).hasCount(0);
    }

    @Test
    void keyboardIsEnoughAndKeepsItsPlace(TestRealm realm, Browser browser) {
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        assertThat(page.byTestId("apiTokenEmpty")).isVisible();
        page.byTestId("apiTokenCreate").focus();
        page.press("Enter");
        assertThat(page.byTestId("apiTokenLabel")).isFocused();
        page.press("Escape");
        assertThat(page.byTestId("apiTokenCreate")).isFocused();

        page.press("Enter");
        page.byTestId("apiTokenLabel").fill("typed");
        page.byTestId("apiTokenLabel").press("Enter");
        page.secret().waitFor();
        page.copySecret();
        page.byTestId("apiTokenDone").focus();
        page.press("Enter");
        assertThat(page.byTestId("apiTokenCreate")).isFocused();

        page.actions("typed").focus();
        page.press("Enter");
        assertThat(page.menuItems().first()).isVisible();
        Browser.focusInMenu(page.page(), page.menuItems().first());
        page.press("Enter");
        assertThat(page.byTestId("apiTokenLabel")).isFocused();
        page.press("Escape");
        assertThat(page.actions("typed")).isFocused();
    }

    @Test
    void mistakesAreShownAtTheFieldAndNothingTypedIsLost(TestRealm realm, Browser browser) {
        realm.account(ALICE).mint("taken");
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.openCreate();
        page.byTestId("apiTokenLabel").fill("\u200B");
        page.submit();
        assertThat(page.text("Enter a label.")).isVisible();
        page.cancel();

        page.create("taken", "notes:write");
        assertThat(page.text("Another active API token has this label.")).isVisible();
        assertThat(page.byTestId("apiTokenScope-notes:write")).isChecked();
        page.byTestId("apiTokenLabel").fill("free");
        page.submit();
        page.done();
        assertThat(page.row("free")).containsText("Write your notes");
    }

    @Test
    void labelIsShownToTheLetterEverywhere(TestRealm realm, Browser browser) {
        String label = "<img src=x onerror=alert(1)> & \"q\" {{count}} $t(cancel)";
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.create(label);
        assertThat(page.text("The secret of \"" + label + "\" is shown only this once"))
                .isVisible();
        page.done();
        assertThat(page.row(label)).isVisible();
        page.openRevoke(label);
        assertThat(page.byTestId("apiTokenConfirmDialog")).containsText(label);
        page.confirm();
        assertThat(page.text("The API token \"" + label + "\" was revoked.")).isVisible();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void labelAndDescriptionCanBeChanged(TestRealm realm, Browser browser) {
        realm.account(ALICE).mint("before");
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.openEdit("before");
        page.byTestId("apiTokenLabel").fill("after");
        page.byTestId("apiTokenDescription").fill("nightly export");
        page.submit();
        assertThat(page.row("after")).containsText("nightly export");
        assertThat(page.row("before")).hasCount(0);
    }

    @Test
    void allTokensCanBeRevokedAtOnce(TestRealm realm, Browser browser) {
        AccountApi alice = realm.account(ALICE);
        String first = alice.mint("first").secret();
        alice.mint("second");
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.openRevokeAll();
        assertThat(page.byTestId("apiTokenConfirmDialog")).containsText("one of your 2 active API tokens");
        page.confirm();
        assertThat(page.text("2 API tokens were revoked.")).isVisible();
        assertThat(page.byTestId("apiTokenEmpty")).isVisible();
        assertThat(realm.introspection().isActive(first)).isFalse();
        page.showStatus("Revoked");
        assertThat(page.row("first")).containsText("Revoked");
    }

    @Test
    void longListIsSearchedAndPaged(TestRealm realm, Browser browser) {
        AccountApi alice = realm.account(ALICE);
        IntStream.rangeClosed(1, 25).forEach(i -> alice.mint("token %02d".formatted(i)));
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        assertThat(page.row("token 25")).isVisible();
        assertThat(page.labels()).hasSize(10).contains("token 16").doesNotContain("token 15");
        page.page().getByLabel("Go to next page").click();
        assertThat(page.row("token 15")).isVisible();
        page.page().getByLabel("Go to next page").click();
        assertThat(page.row("token 05")).isVisible();
        assertThat(page.page().getByLabel("Go to next page")).isDisabled();

        page.search("N 2");
        assertThat(page.row("token 20")).isVisible();
        assertThat(page.labels())
                .containsExactly("token 25", "token 24", "token 23", "token 22", "token 21", "token 20");
        page.search("nothing");
        assertThat(page.byTestId("apiTokenNoMatch")).isVisible();
        page.page()
                .getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Clear filters"))
                .click();
        assertThat(page.row("token 25")).isVisible();
    }

    @Test
    void scopesThatTheUserCannotHaveAreNotOffered(TestRealm realm, Browser browser) {
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, BOB);
        page.openCreate();
        page.byTestId("apiTokenSelection").check();
        assertThat(page.byTestId("apiTokenScope-notes:read")).isVisible();
        assertThat(page.byTestId("apiTokenScope-notes:write")).hasCount(0);
    }

    @Test
    void newSecretReplacesTheOldOneAtOnceOrAfterAWhile(TestRealm realm, Browser browser) {
        String first = realm.account(ALICE).mint("deployed").secret();
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.openRotate("deployed");
        page.byTestId("apiTokenGraceHour").check();
        page.submit();
        String second = page.copySecret();
        page.done();
        assertThat(page.row("deployed")).containsText("The previous secret works until");
        assertThat(page.actions("deployed")).isFocused();
        assertThat(realm.introspection().isActive(first)).isTrue();
        assertThat(realm.introspection().isActive(second)).isTrue();

        Browser.await().untilAsserted(() -> {
            page.byTestId("apiTokenRefresh").click();
            assertThat(page.page().locator("[data-testid^=apiTokenLastUse-]").count())
                    .isEqualTo(1);
        });
        page.openRotate("deployed");
        // It was just used, so that a grace period is proposed.
        assertThat(page.byTestId("apiTokenGraceDay")).isChecked();
        page.byTestId("apiTokenGraceNone").check();
        page.submit();
        String third = page.copySecret();
        page.done();
        assertThat(page.row("deployed")).not().containsText("The previous secret works until");
        assertThat(realm.introspection().isActive(second)).isFalse();
        assertThat(realm.introspection().isActive(third)).isTrue();
        Browser.await().untilAsserted(() -> {
            page.byTestId("apiTokenRefresh").click();
            assertThat(page.byTestId("apiTokenLateUse").count()).isEqualTo(1);
        });
        assertThat(page.byTestId("apiTokenLateUse")).containsText("through notes-api at 127.0.0.1");
        assertThat(page.row("deployed")).containsText("minute");
    }

    @Test
    void dialogCannotBeClosedWhileTheServerIsBusy(TestRealm realm, Browser browser) {
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        AtomicReference<Route> held = new AtomicReference<>();
        page.page().route("**/api-tokens", held::set);
        page.create("slow");
        assertThat(page.byTestId("apiTokenCancel")).isDisabled();
        assertThat(page.byTestId("apiTokenClose")).isDisabled();
        page.press("Escape");
        assertThat(page.byTestId("apiTokenCreateDialog")).isVisible();
        page.page().waitForCondition(() -> held.get() != null);
        held.get().resume();
        assertThat(page.secret()).isVisible();
        page.done();
        assertThat(page.row("slow")).isVisible();
    }

    @Test
    void listIsThereWhereNothingCanBeCreated(TestRealm realm, Browser browser) {
        realm.account(ALICE).mint("deployed");
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.page().route("**/api-tokens/options", route -> route.abort());
        page.page().reload();
        assertThat(page.byTestId("apiTokenOptionsError")).isVisible();
        assertThat(page.row("deployed")).isVisible();
        page.openRevokeAll();
        page.confirm();
        assertThat(page.byTestId("apiTokenEmpty")).isVisible();
        // The button for creating is disabled.
        assertThat(page.byTestId("apiTokenList")).isFocused();
    }

    @Test
    void endedTokenSaysWhoEndedIt(TestRealm realm, Browser browser) {
        AccountApi alice = realm.account(ALICE);
        alice.delete("/" + alice.mint("by alice").id());
        realm.revocation().revoke(alice.mint("by the application").secret());
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.showStatus("Revoked");
        assertThat(page.byTestId("apiTokenStatusFilter")).hasText("Status: Revoked");
        assertThat(page.row("by alice")).containsText("By you");
        assertThat(page.row("by the application")).containsText("By the application");
        assertThat(page.row("by alice")).containsText("Never used");
    }

    @Test
    @Tag("compatibility")
    void stockPagesAreStillThere(TestRealm realm, Browser browser) {
        ApiTokensPage page = ApiTokensPage.login(browser.open(new NewContextOptions()), realm, ALICE);
        page.byTestId("account-security/signing-in").click();
        assertThat(page.byTestId("page-heading")).hasText("Signing in");
        page.byTestId("account-security/device-activity").click();
        assertThat(page.byTestId("page-heading")).hasText("Device activity");
        page.byTestId("applications").click();
        assertThat(page.byTestId("page-heading")).hasText("Application");
        page.openFromMenu();
        assertThat(browser.complaints()).isEmpty();
    }

    private static ExampleApi start(KeycloakUnderTest keycloak, TestRealm realm) {
        return ExampleApi.start("notes-api", keycloak.url(), realm.name(), Map.of(), 0, Place.own("notes-api.log"));
    }

    private static Http.Answer read(ExampleApi api, String secret) {
        return Http.send(Http.to(api.url() + "/notes")
                .header("Authorization", "Bearer " + secret)
                .GET());
    }

    private static Http.Answer write(ExampleApi api, String secret) {
        return Http.send(Http.to(api.url() + "/notes")
                .header("Authorization", "Bearer " + secret)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"text\":\"Buy milk\"}")));
    }
}
