package io.apitokens.keycloak.tests.oauth;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.Exchange;
import io.apitokens.keycloak.tests.fixture.endpoint.Exchange.Tokens;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.http.Jwt;
import io.apitokens.keycloak.tests.fixture.load.AtOnce;
import io.apitokens.keycloak.tests.fixture.realm.RealmEdits;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.CONSOLE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.GATEWAY;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.GATEWAY_SECRET;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tests how a derived session is created, renewed and expires. */
@IntegrationTest
class DerivedSessionIT {

    private static final int IDLE_SECONDS = 10;
    private static final int EXPIRED_SESSIONS = 25;
    private static final int REFRESHES = 30;

    private final TestRealm realm;
    private final Exchange exchange;

    DerivedSessionIT(TestRealm realm) {
        this.realm = realm;
        this.exchange = realm.exchange();
    }

    @Test
    @Tag("database")
    void racingFirstExchangesShareOneSession() throws Exception {
        Minted minted = realm.account(ALICE).mint("raced");
        for (Tokens tokens : atOnce(() -> exchange.withRefreshToken(minted.secret()))) {
            assertThat(exchange.refresh(tokens.refreshToken()).status()).isEqualTo(200);
            assertThat(realm.introspection().isActive(tokens.jwt())).isTrue();
        }
        assertThat(realm.apiTokensAdmin().sessions(minted)).hasSize(1);
    }

    @Test
    void jwtsOfAClientEndWithItsRefreshTokenAndThoseOfOthersLive() {
        realm.addClient("other", client -> {
            client.setSecret("other-demo-secret");
            client.setAttributes(RealmEdits.exchangeSettings());
            client.setDefaultClientScopes(List.of("basic", "roles", "notes:read"));
        });
        realm.addAudience(NOTES, "other");
        Exchange other = realm.exchange("other", "other-demo-secret");
        Minted minted = realm.account(ALICE).mint("shared", "notes:read");
        Tokens others = other.withRefreshToken(minted.secret());
        Tokens tokens = exchange.withRefreshToken(minted.secret());
        String alone = jwt(exchange.of(minted.secret()));
        assertThat(realm.introspection().isActive(alone)).isTrue();
        revokeRefreshToken(realm, tokens);
        assertThat(realm.introspection().isActive(alone)).isFalse();
        assertThat(realm.introspection().isActive(others.jwt())).isTrue();
        assertThat(other.refresh(others.refreshToken()).status()).isEqualTo(200);
        assertThat(realm.introspection().isActive(minted.secret())).isTrue();
    }

    @Test
    @Tag("database")
    void refreshTokensOfAllClientsEndWithThatOfTheTokenClient(TestRealm own) {
        own.changeClient(NOTES, client -> {
            client.setPublicClient(false);
            client.setSecret("notes-demo-secret");
            client.getAttributes().putAll(RealmEdits.exchangeSettings());
        });
        Minted minted = own.account(ALICE).mint("chained");
        Tokens others = own.exchange().withRefreshToken(minted.secret());
        Tokens its = own.exchange(NOTES, "notes-demo-secret").withRefreshToken(minted.secret());
        assertThat(own.revocation(NOTES, "notes-demo-secret")
                        .revoke(its.refreshToken())
                        .status())
                .isEqualTo(200);
        assertThat(own.exchange().refresh(others.refreshToken()).status()).isEqualTo(400);
        assertThat(own.introspection().isActive(minted.secret())).isTrue();
    }

    @Test
    void exchangeAfterTheRefreshTokenWasRevokedStartsAnew() {
        Minted minted = realm.account(ALICE).mint("anew");
        revokeRefreshToken(realm, exchange.withRefreshToken(minted.secret()));
        assertThat(realm.introspection().isActive(jwt(exchange.of(minted.secret()))))
                .isTrue();
        assertThat(exchange.refresh(exchange.withRefreshToken(minted.secret()).refreshToken())
                        .status())
                .isEqualTo(200);
        assertThat(revokedRefreshTokens(realm, minted)).isEqualTo(1);
    }

    @RepeatedTest(3)
    void refreshTokenStaysRevokedWhenItsClientComesBackAtOnce() {
        Minted minted = realm.account(ALICE).mint("back " + UUID.randomUUID());
        Tokens revoked = exchange.withRefreshToken(minted.secret());
        revokeRefreshToken(realm, revoked);
        Tokens anew = exchange.withRefreshToken(minted.secret());
        assertEnded(revoked);
        assertThat(exchange.refresh(anew.refreshToken()).status()).isEqualTo(200);
    }

    @RepeatedTest(3)
    void refreshTokenStaysRevokedWhenItsClientComesBackToASessionOfOthers(TestRealm own) {
        own.addClient("other", client -> {
            client.setSecret("other-demo-secret");
            client.setAttributes(RealmEdits.exchangeSettings());
            client.setDefaultClientScopes(List.of("basic", "roles", "notes:read"));
        });
        own.addAudience(NOTES, "other");
        Exchange other = own.exchange("other", "other-demo-secret");
        Minted minted = own.account(ALICE).mint("back", "notes:read");
        Tokens others = other.withRefreshToken(minted.secret());
        Tokens revoked = own.exchange().withRefreshToken(minted.secret());
        revokeRefreshToken(own, revoked);
        Tokens anew = own.exchange().withRefreshToken(minted.secret());
        assertThat(own.exchange().refresh(revoked.refreshToken()).status()).isEqualTo(400);
        assertThat(own.introspection().isActive(revoked.jwt())).isFalse();
        assertThat(own.exchange().refresh(anew.refreshToken()).status()).isEqualTo(200);
        assertThat(other.refresh(others.refreshToken()).status()).isEqualTo(200);
    }

    @RepeatedTest(3)
    @Tag("database")
    void tokensOfARemovedSessionStayEndedWhenTheTokenIsExchangedAtOnce() {
        Minted minted = realm.account(ALICE).mint("removed " + UUID.randomUUID());
        Tokens ended = exchange.withRefreshToken(minted.secret());
        String alone = jwt(exchange.of(minted.secret()));
        realm.admin().deleteSession(Jwt.parse(ended.jwt()).text("sid"), false);
        Tokens anew = exchange.withRefreshToken(minted.secret());
        assertEnded(ended);
        assertThat(realm.introspection().isActive(alone)).isFalse();
        assertThat(exchange.refresh(anew.refreshToken()).status()).isEqualTo(200);
    }

    @Test
    void law10ExchangeThatFailsLeavesNoRefreshToken() {
        Minted minted = realm.account(ALICE).mint("failed");
        assertThat(realm.introspection().isActive(jwt(exchange.of(minted.secret()))))
                .isTrue();
        Answer answer =
                exchange.of(minted.secret(), Map.of("requested_token_type", Exchange.REFRESH_TOKEN, "audience", NOTES));
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(revokedRefreshTokens(realm, minted)).isZero();
    }

    /** Keycloak keeps the scope of a request that failed in the session of the client, and refreshes by it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void law4NoIdTokenFollowsAnExchangeThatFailed(boolean fromJwt, TestRealm own) {
        own.addOpenIdScope(NOTES, GATEWAY);
        Minted minted = own.account(ALICE).mint("no login", "openid");
        Tokens tokens = own.exchange().withRefreshToken(minted.secret());
        Answer failed = own.exchange()
                .of(fromJwt ? tokens.jwt() : minted.secret(), Map.of("scope", "openid", "audience", CONSOLE));
        assertThat(failed.status()).as(failed.body()).isEqualTo(400);
        Answer refreshed = own.exchange().refresh(tokens.refreshToken());
        assertThat(refreshed.status()).isEqualTo(200);
        assertThat(refreshed.json().has("id_token")).isFalse();
    }

    @Test
    @Tag("database")
    void law4NoIdTokenIsRefreshedWhileTheSameClientExchanges(TestRealm own) {
        own.addOpenIdScope(NOTES, GATEWAY);
        Minted minted = own.account(ALICE).mint("busy", "openid");
        Tokens tokens = own.exchange().withRefreshToken(minted.secret());
        AtomicBoolean isOver = new AtomicBoolean();
        CompletableFuture<Void> exchanges = CompletableFuture.runAsync(() -> {
            while (!isOver.get()) {
                own.exchange().withRefreshToken(minted.secret());
            }
        });
        for (int i = 0; i < REFRESHES; i++) {
            Answer refreshed = own.exchange().refresh(tokens.refreshToken());
            assertThat(refreshed.status()).as(refreshed.body()).isEqualTo(200);
            assertThat(refreshed.json().has("id_token")).isFalse();
        }
        isOver.set(true);
        exchanges.join();
    }

    /** Stock Keycloak does not make one either, from a JWT whose client has no session. */
    @Test
    void noRefreshTokenIsMadeFromAJwtThatWasMadeAlone() {
        Minted minted = realm.account(ALICE).mint("alone");
        String alone = jwt(exchange.of(minted.secret()));
        Answer answer = exchange.of(alone, Map.of("requested_token_type", Exchange.REFRESH_TOKEN));
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().get("error").asText()).isEqualTo("invalid_request");
        assertThat(realm.introspection().isActive(jwt(exchange.of(alone)))).isTrue();
    }

    @Test
    void jwtOutlivesTheIdleTimeWhileItsApiTokenIsInUse(TestRealm own) {
        own.changeRealm(settings -> settings.setSsoSessionIdleTimeout(IDLE_SECONDS));
        String secret = own.account(ALICE).mint("in use").secret();
        String first = jwt(own.exchange().of(secret));
        Instant end = Instant.now().plusSeconds(2 * IDLE_SECONDS);
        await().atMost(ofSeconds(10 * IDLE_SECONDS)).pollInterval(ofSeconds(1)).until(() -> {
            String next = jwt(own.exchange().of(secret));
            assertThat(own.introspection().isActive(next)).isTrue();
            return Instant.now().isAfter(end);
        });
        assertThat(own.introspection().isActive(first)).isTrue();
    }

    /** If two sessions of the same id were created ten seconds apart, Keycloak no longer treats them as concurrent. */
    @Test
    void exchangesWorkLongAfterTheSessionHasExpired(TestRealm own) throws Exception {
        // Keycloak keeps what the client has in the session for longer than the session.
        own.changeClient(GATEWAY, client -> client.getAttributes().put("client.session.idle.timeout", "600"));
        own.changeRealm(settings -> settings.setSsoSessionIdleTimeout(IDLE_SECONDS));
        String forRefreshTokens = own.account(ALICE).mint("for refresh tokens").secret();
        Callable<Tokens> exchangingForRefreshToken = () -> own.exchange().withRefreshToken(forRefreshTokens);
        Tokens old = exchangingForRefreshToken.call();
        expire(own, old.jwt(), 12);
        for (Tokens young : atOnce(exchangingForRefreshToken)) {
            assertThat(own.introspection().isActive(young.jwt())).isTrue();
            assertThat(own.exchange().refresh(young.refreshToken()).status()).isEqualTo(200);
        }
        assertThat(own.introspection().isActive(old.jwt())).isFalse();
        assertThat(own.exchange().refresh(old.refreshToken()).status()).isEqualTo(400);
    }

    /** Some of the requests see the expired session, and some the new one. */
    @Test
    @Tag("database")
    void concurrentExchangesAfterTheSessionHasExpiredIssueJwtsOfOneNewSession(TestRealm own) throws Exception {
        own.changeRealm(settings -> settings.setSsoSessionIdleTimeout(IDLE_SECONDS));
        Map<String, String> oldJwts = new LinkedHashMap<>();
        for (int i = 0; i < EXPIRED_SESSIONS; i++) {
            String secret = own.account(ALICE).mint("expired " + i).secret();
            oldJwts.put(secret, jwt(own.exchange().of(secret)));
        }
        for (String oldJwt : oldJwts.values()) {
            expire(own, oldJwt, 0);
        }
        for (String secret : oldJwts.keySet()) {
            for (String young : atOnce(() -> jwt(own.exchange().of(secret)))) {
                assertThat(own.introspection().isActive(young)).isTrue();
            }
            assertThat(own.introspection().isActive(oldJwts.get(secret))).isFalse();
        }
    }

    @Test
    void bearerTokenWorksLongAfterTheSessionHasExpired(TestRealm own) {
        own.addOpenIdScope(NOTES);
        own.changeRealm(settings -> settings.setSsoSessionIdleTimeout(IDLE_SECONDS));
        String secret = own.account(ALICE).mint("idle", "openid").secret();
        assertThat(own.userInfo(secret).status()).isEqualTo(200);
        expire(own, jwt(own.exchange().of(secret)), 12);
        assertThat(own.userInfo(secret).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"access_token,access_token", "refresh_token,access_token", "refresh_token,refresh_token"})
    void exchangeBeginsAnotherSessionWhereItsTimeWasShortened(String before, String after, TestRealm own) {
        Minted minted = own.account(ALICE).mint("shortened");
        String old = jwt(own.exchange().of(minted.secret(), requesting(before)));
        long started = started(own, minted);
        own.changeRealm(settings -> settings.setSsoSessionMaxLifespan(IDLE_SECONDS));
        expire(own, old, IDLE_SECONDS);
        String young = jwt(own.exchange().of(minted.secret(), requesting(after)));
        assertThat(own.introspection().isActive(young)).isTrue();
        assertThat(own.introspection().isActive(old)).isFalse();
        assertThat(started(own, minted)).isGreaterThan(started);
        assertThat(revokedRefreshTokens(own, minted)).isEqualTo("refresh_token".equals(after) ? 1 : 0);
    }

    @Test
    void refreshTokenEndsWithTheSessionAndTheNextOneIsOfAnother(TestRealm own) {
        // Keycloak keeps what the client has in the session for longer than the session.
        own.changeClient(GATEWAY, client -> client.getAttributes().put("client.session.idle.timeout", "600"));
        own.changeRealm(settings -> settings.setSsoSessionIdleTimeout(IDLE_SECONDS));
        Minted minted = own.account(ALICE).mint("idle");
        Tokens old = own.exchange().withRefreshToken(minted.secret());
        expire(own, old.jwt(), IDLE_SECONDS);
        Tokens young = own.exchange().withRefreshToken(minted.secret());
        assertThat(own.exchange().refresh(old.refreshToken()).status()).isEqualTo(400);
        assertThat(own.exchange().refresh(young.refreshToken()).status()).isEqualTo(200);
        assertThat(revokedRefreshTokens(own, minted)).isEqualTo(1);
        assertThat(own.exchange().refresh(young.refreshToken()).status()).isEqualTo(400);
    }

    /** Waits until the session is over, and at least for some seconds. */
    private static void expire(TestRealm own, String jwt, int seconds) {
        Instant end = Instant.now().plusSeconds(seconds);
        await().atMost(ofSeconds(60))
                .until(() -> Instant.now().isAfter(end) && !own.introspection().isActive(jwt));
    }

    private static Map<String, String> requesting(String type) {
        return Map.of("requested_token_type", "urn:ietf:params:oauth:token-type:" + type);
    }

    private static void revokeRefreshToken(TestRealm realm, Tokens tokens) {
        assertThat(realm.revocation(GATEWAY, GATEWAY_SECRET)
                        .revoke(tokens.refreshToken())
                        .status())
                .isEqualTo(200);
    }

    /** Returns epoch milliseconds from Keycloak's database. */
    private static long started(TestRealm own, Minted minted) {
        return own.apiTokensAdmin().sessions(minted).get(0).get("start").asLong();
    }

    private static int revokedRefreshTokens(TestRealm realm, Minted minted) {
        JsonNode revoked = realm.account(ALICE).delete("/" + minted.id()).json();
        return revoked.get("refreshTokens").asInt();
    }

    private static <T> List<T> atOnce(Callable<T> task) throws Exception {
        return AtOnce.run(Collections.nCopies(8, task));
    }

    private static String jwt(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().get("access_token").asText();
    }

    private void assertEnded(Tokens tokens) {
        assertThat(exchange.refresh(tokens.refreshToken()).status()).isEqualTo(400);
        assertThat(realm.introspection().isActive(tokens.jwt())).isFalse();
        assertThat(realm.introspection().isActive(tokens.refreshToken())).isFalse();
        assertThat(exchange.of(tokens.jwt()).status()).isEqualTo(400);
    }
}
