package io.apitokens.keycloak.tests.doors;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.Exchange.Tokens;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.PlainBrowser;
import io.apitokens.keycloak.tests.fixture.realm.RealmSigner;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.UserSessionRepresentation;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests law 3: no login of one user takes the id of the derived session of another, whatever the browser was led to.
 */
@IntegrationTest
@Tag("compatibility")
class LoginSessionIT {

    private static final Pattern DERIVED = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-8.*");
    private static final String SAML_CLIENT = "saml-client";

    private TestRealm realm;
    private Minted minted;
    private Tokens tokens;
    private PlainBrowser browser;

    @BeforeEach
    void exchange(TestRealm own) {
        realm = own;
        minted = own.account(ALICE).mint("of somebody else");
        tokens = own.exchange().withRefreshToken(minted.secret());
        browser = new PlainBrowser(own);
    }

    @Test
    void law11HintThatNamesADerivedSessionIsRefused() {
        String hint = RealmSigner.of(realm).idToken(minted.sessionId(), null);
        assertThat(browser.open(logoutLink(hint)).status()).isEqualTo(400);
    }

    /** Keycloak answers such a link with a cookie that names the session, unless something refuses the hint. */
    @Test
    void logoutLinkLeadsTheBrowserToTheDerivedSession() {
        followLogoutLink(browser, null);
        assertThat(browser.rootSession()).isEqualTo(minted.sessionId());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void law3LoginAfterALogoutLinkHasAnIdOfItsOwn(boolean derivedSessionHasEnded) {
        followLogoutLink(browser, null);
        if (derivedSessionHasEnded) {
            realm.account(ALICE).delete("/" + minted.id());
        }
        requireOwn(browser.logIn(BOB));
        assertThat(realm.introspection().isActive(tokens.jwt())).isEqualTo(!derivedSessionHasEnded);
    }

    @Test
    void law3LoginAfterALogoutWithoutConfirmationHasAnIdOfItsOwn() {
        followLogoutLink(browser, GATEWAY);
        requireOwn(browser.logIn(BOB));
        assertThat(realm.introspection().isActive(minted.secret())).isTrue();
        assertThat(realm.exchange().of(minted.secret()).status()).isEqualTo(200);
    }

    @Test
    void law3LoginThatIsRestartedHasAnIdOfItsOwn() {
        PlainBrowser elsewhere = new PlainBrowser(realm);
        followLogoutLink(elsewhere, null);
        realm.account(ALICE).delete("/" + minted.id());
        Answer page = browser.openLogin();
        browser.takeRootSession(elsewhere);
        Answer restarted = browser.logIn(page, BOB);
        requireOwn(PlainBrowser.session(browser.logIn(restarted, BOB)));
    }

    @Test
    void law3UserWhoIsLoggedInKeepsTheSession() {
        String session = browser.logIn(BOB);
        followLogoutLink(browser, null);
        assertThat(PlainBrowser.session(browser.openLogin())).isEqualTo(session);
        requireOwn(session);
    }

    @Test
    void law3SamlLoginHasAnIdOfItsOwn() {
        addSamlClient();
        followLogoutLink(browser, null);
        realm.account(ALICE).delete("/" + minted.id());
        Answer page = browser.open(realm.url() + "/protocol/saml/clients/" + SAML_CLIENT);
        assertThat(browser.logIn(page, BOB).body()).contains("SAMLResponse");
        assertThat(realm.user(BOB).getUserSessions())
                .extracting(UserSessionRepresentation::getId)
                .singleElement()
                .satisfies(this::requireOwn);
    }

    @Test
    void law3SamlLogoutOfADerivedSessionDoesNothing() throws Exception {
        addSamlClient();
        String request = "<samlp:LogoutRequest xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\""
                + " xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"ID_1\" Version=\"2.0\""
                + " IssueInstant=\"" + java.time.Instant.now() + "\" Destination=\"" + realm.url() + "/protocol/saml\">"
                + "<saml:Issuer>" + SAML_CLIENT + "</saml:Issuer><saml:NameID>alice</saml:NameID>"
                + "<samlp:SessionIndex>" + minted.sessionId() + "::" + realm.clientId(SAML_CLIENT)
                + "</samlp:SessionIndex></samlp:LogoutRequest>";
        Answer answer = browser.open(realm.url() + "/protocol/saml?SAMLRequest=" + Http.encode(deflated(request)));
        assertThat(answer.status()).as(answer.body()).isIn(200, 302);
        assertThat(realm.introspection().isActive(tokens.jwt())).isTrue();
        requireOwn(browser.logIn(BOB));
    }

    private void followLogoutLink(PlainBrowser visitor, String client) {
        Answer answer = visitor.open(logoutLink(RealmSigner.of(realm).unrecognisedIdToken(minted.sessionId(), client)));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private String logoutLink(String hint) {
        return realm.url() + "/protocol/openid-connect/logout?id_token_hint=" + Http.encode(hint);
    }

    private void requireOwn(String session) {
        assertThat(session).doesNotMatch(DERIVED).isNotEqualTo(minted.sessionId());
        assertThat(realm.user(BOB).getUserSessions())
                .extracting(UserSessionRepresentation::getId)
                .contains(session);
    }

    private void addSamlClient() {
        realm.addClient(SAML_CLIENT, client -> {
            client.setProtocol("saml");
            client.setRedirectUris(List.of("https://saml.example.com/*"));
            client.setAttributes(Map.of(
                    "saml_idp_initiated_sso_url_name", SAML_CLIENT,
                    "saml_assertion_consumer_url_post", "https://saml.example.com/acs",
                    "saml_single_logout_service_url_redirect", "https://saml.example.com/logout",
                    "saml.client.signature", "false",
                    "saml.server.signature", "false"));
        });
    }

    private static String deflated(String xml) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(bytes, new Deflater(9, true))) {
            deflater.write(xml.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
