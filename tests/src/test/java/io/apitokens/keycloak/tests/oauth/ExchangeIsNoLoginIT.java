package io.apitokens.keycloak.tests.oauth;

import java.net.http.HttpRequest;
import java.util.Map;

import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.Exchange.Tokens;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.RealmLogins;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.resource.AuthenticationManagementResource;
import org.keycloak.representations.idm.AuthenticationExecutionInfoRepresentation;
import org.keycloak.representations.idm.AuthenticatorConfigRepresentation;
import org.keycloak.representations.idm.UserSessionRepresentation;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.CONSOLE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests law 3: the derived session of an exchange is not the session of a login. */
@IntegrationTest
class ExchangeIsNoLoginIT {

    private static final String FLOW = "limited";

    @ParameterizedTest
    @ValueSource(strings = {"access_token", "refresh_token"})
    void law3ExchangeLocksNobodyOutWhoseSessionsAreLimited(String requested, TestRealm own) {
        String secret = own.account(ALICE).mint("exchanged").secret();
        endLogins(own);
        limitSessions(own, "Deny new session");
        exchange(own, secret, requested);
        exchange(own, own.exchange().of(secret).json().get("access_token").asText(), "access_token");

        assertThat(logIn(own).status()).isEqualTo(200);
        assertThat(logIn(own).status()).as("a second login").isEqualTo(403);
        exchange(own, secret, requested);
    }

    @Test
    @Tag("database")
    void law3LoginEndsOlderLoginsAndNoDerivedSession(TestRealm own) {
        Tokens tokens =
                own.exchange().withRefreshToken(own.account(ALICE).mint("kept").secret());
        endLogins(own);
        limitSessions(own, "Terminate oldest session");
        String login = logIn(own).json().get("refresh_token").asText();
        assertThat(logIn(own).status()).isEqualTo(200);
        assertThat(own.publicExchange(CONSOLE).refresh(login).status()).isEqualTo(400);
        assertThat(own.introspection().isActive(tokens.jwt())).isTrue();
        assertThat(own.exchange().refresh(tokens.refreshToken()).status()).isEqualTo(200);
    }

    @Test
    @Tag("database")
    void law3AccountShowsLoginsOnly(TestRealm own) {
        Minted minted = own.account(ALICE).mint("exchanged");
        own.exchange().withRefreshToken(minted.secret());
        for (String path : new String[] {"/sessions", "/sessions/devices"}) {
            assertThat(own.account(path, own.accessToken(ALICE)).body())
                    .contains("\"current\":true")
                    .doesNotContain(minted.sessionId(), minted.id());
        }
    }

    @Test
    @Tag("database")
    void adminSeesADerivedSessionOfTheApiTokenAndOfTheClientAndNotAmongTheUsers(TestRealm own) {
        Minted minted = own.account(ALICE).mint("exchanged");
        own.exchange().withRefreshToken(minted.secret());
        assertThat(own.user(ALICE).getUserSessions())
                .isNotEmpty()
                .extracting(UserSessionRepresentation::getId)
                .doesNotContain(minted.sessionId());
        assertThat(own.client(GATEWAY).getUserSessions(0, 10))
                .extracting(UserSessionRepresentation::getId)
                .containsExactly(minted.sessionId());
        assertThat(own.apiTokensAdmin().sessions(minted)).hasSize(1);
    }

    @Test
    void signingOutOfAllDevicesEndsLoginsAndNotWhatWasMadeFromAnApiToken(TestRealm own) {
        Minted minted = own.account(ALICE).mint("exchanged");
        Tokens tokens = own.exchange().withRefreshToken(minted.secret());
        String login = own.tokens(RealmLogins.login(CONSOLE, ALICE, "openid"))
                .get("refresh_token")
                .asText();
        assertThat(signOut(own, "?current=true").status()).isEqualTo(204);
        assertThat(own.publicExchange(CONSOLE).refresh(login).status()).isEqualTo(400);
        assertThat(own.introspection().isActive(tokens.jwt())).isTrue();
        assertThat(own.exchange().refresh(tokens.refreshToken()).status()).isEqualTo(200);
        assertThat(own.introspection().isActive(minted.secret())).isTrue();
    }

    @Test
    void signingOutOfADerivedSessionByItsIdLeavesTheApiTokenAlive(TestRealm own) {
        Minted minted = own.account(ALICE).mint("exchanged");
        Tokens tokens = own.exchange().withRefreshToken(minted.secret());
        assertThat(signOut(own, "/" + minted.sessionId()).status()).isEqualTo(204);
        assertThat(own.introspection().isActive(tokens.jwt())).isFalse();
        assertThat(own.exchange().refresh(tokens.refreshToken()).status()).isEqualTo(400);
        assertThat(own.exchange().of(minted.secret()).status()).isEqualTo(200);
    }

    @Test
    @Tag("database")
    void adminWhoEndsAllSessionsOfTheRealmEndsDerivedSessions(TestRealm own) {
        Minted minted = own.account(ALICE).mint("exchanged");
        own.exchange().withRefreshToken(minted.secret());
        own.admin().logoutAll();
        assertThat(own.apiTokensAdmin().sessions(minted)).isEmpty();
    }

    private static void exchange(TestRealm own, String subject, String requested) {
        Answer answer = own.exchange()
                .of(subject, Map.of("requested_token_type", "urn:ietf:params:oauth:token-type:" + requested));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private static Answer logIn(TestRealm own) {
        return Http.send(Http.to(own.url() + "/protocol/openid-connect/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(Http.form(RealmLogins.login(CONSOLE, ALICE, "openid"))));
    }

    private static Answer signOut(TestRealm own, String path) {
        HttpRequest.Builder request = Http.to(own.url() + "/account/sessions" + path)
                .header("Authorization", "Bearer " + own.accessToken(ALICE))
                .header("Accept", "application/json")
                .DELETE();
        return Http.send(request);
    }

    private static void endLogins(TestRealm own) {
        own.user(ALICE).getUserSessions().forEach(session -> own.admin().deleteSession(session.getId(), false));
    }

    /** Adds Keycloak's user session count limiter, for one session at a time. */
    private static void limitSessions(TestRealm own, String behavior) {
        AuthenticationManagementResource flows = own.admin().flows();
        flows.copy("direct grant", Map.of("newName", FLOW)).close();
        flows.addExecution(FLOW, Map.of("provider", "user-session-limits"));
        AuthenticationExecutionInfoRepresentation limiter = flows.getExecutions(FLOW).stream()
                .filter(execution -> "user-session-limits".equals(execution.getProviderId()))
                .findFirst()
                .orElseThrow();
        limiter.setRequirement("REQUIRED");
        flows.updateExecutions(FLOW, limiter);
        AuthenticatorConfigRepresentation config = new AuthenticatorConfigRepresentation();
        config.setAlias("one session");
        config.setConfig(Map.of("behavior", behavior, "userRealmLimit", "1", "userClientLimit", "0"));
        flows.newExecutionConfig(limiter.getId(), config).close();
        own.changeRealm(settings -> settings.setDirectGrantFlow(FLOW));
    }
}
