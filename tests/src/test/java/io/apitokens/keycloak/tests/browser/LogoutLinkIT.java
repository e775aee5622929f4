package io.apitokens.keycloak.tests.browser;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.Exchange.Tokens;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.realm.RealmSigner;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.UserSessionRepresentation;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the attack in which a victim follows a link that an attacker made from an own API token, and logs in
 * afterwards.
 */
@BrowserTest
class LogoutLinkIT {

    @Test
    void law3LoginAfterALogoutLinkIsNoSessionOfTheApiToken(TestRealm realm, Browser browser) {
        Minted attackers = realm.account(ALICE).mint("of the attacker");
        Tokens tokens = realm.exchange().withRefreshToken(attackers.secret());
        String hint = RealmSigner.of(realm).idToken(attackers.sessionId(), null);

        Page victim = browser.open(new NewContextOptions());
        victim.navigate(realm.url() + "/protocol/openid-connect/logout?id_token_hint=" + Http.encode(hint));
        ApiTokensPage page = ApiTokensPage.login(victim, realm, BOB);
        page.create("of the victim");

        assertThat(realm.user(BOB).getUserSessions())
                .extracting(UserSessionRepresentation::getId)
                .isNotEmpty()
                .doesNotContain(attackers.sessionId());
        assertThat(realm.exchange().refresh(tokens.refreshToken()).status()).isEqualTo(200);
        assertThat(realm.introspection().of(attackers.secret()).get("sub").asText())
                .isEqualTo(realm.userId(ALICE));
        assertThat(realm.account(BOB).labels("")).containsExactly("of the victim");
    }
}
