package io.apitokens.keycloak.tests.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.Exchange;
import io.apitokens.keycloak.tests.fixture.endpoint.Exchange.Tokens;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.RealmLogins;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.representations.idm.EventRepresentation;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.GATEWAY;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Tests laws 2 to 4: each way to end an API token ends all its derived tokens before it answers. */
@IntegrationTest
@Tag("compatibility")
class CascadeIT {

    private static final String INACTIVE = "{\"active\":false}";

    /** The lifetime in seconds of an API token that expires in a test. */
    private static final int SHORT = 60;

    /** Tells what becomes of the derived session: the door ends it, or leaves it to the checks at each use. */
    private enum Session {
        GONE,
        LEFT
    }

    private final KeycloakUnderTest keycloak;

    CascadeIT(KeycloakUnderTest keycloak) {
        this.keycloak = keycloak;
    }

    @AfterEach
    void rightTime() {
        keycloak.control().setClock(Duration.ZERO);
    }

    private long storedSessions(Minted minted) {
        return keycloak.database()
                .count("select count(*) from OFFLINE_USER_SESSION where USER_SESSION_ID = ?", minted.sessionId());
    }

    Stream<Arguments> doors() {
        return Stream.of(
                door("account REST", Session.GONE, (realm, token) -> realm.account(ALICE)
                        .delete("/" + token.id())),
                door("account REST, all", Session.GONE, (realm, token) -> realm.account(ALICE)
                        .revokeAll()),
                door("RFC 7009", Session.GONE, (realm, token) -> realm.revocation()
                        .revoke(token.secret())),
                door("self", Session.GONE, (realm, token) -> realm.accountWith(token.secret())
                        .delete("/self")),
                door("leak report", Session.GONE, (realm, token) -> realm.accountWith(null)
                        .post("/leaked", "{\"secrets\":[\"" + token.secret() + "\"]}")),
                door("expiry", Session.LEFT, (realm, token) -> keycloak.control()
                        .setClock(Duration.ofSeconds(SHORT))),
                door(
                        "user disabled",
                        Session.LEFT,
                        (realm, token) -> realm.changeUser(ALICE, user -> user.setEnabled(false))),
                door("user removed", Session.GONE, (realm, token) -> realm.user(ALICE)
                        .remove()),
                door(
                        "client disabled",
                        Session.LEFT,
                        (realm, token) -> realm.changeClient(NOTES, client -> client.setEnabled(false))),
                door(
                        "client no token client any more",
                        Session.LEFT,
                        (realm, token) -> realm.changeClient(
                                NOTES, client -> client.getAttributes().put("api.tokens.enabled", "false"))),
                door("client removed", Session.GONE, (realm, token) -> realm.client(NOTES)
                        .remove()),
                door(
                        "not-before of the realm",
                        Session.LEFT,
                        (realm, token) -> realm.changeRealm(settings -> settings.setNotBefore(inAMinute()))),
                door(
                        "not-before of the client",
                        Session.LEFT,
                        (realm, token) -> realm.changeClient(NOTES, client -> client.setNotBefore(inAMinute()))),
                door("not-before of the user", Session.LEFT, (realm, token) -> {
                    long now = Instant.now().getEpochSecond();
                    await().until(() -> Instant.now().getEpochSecond() > now);
                    realm.user(ALICE).logout();
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("doors")
    void everyDescendantIsDeadOnItsNextUse(
            String name, Session session, BiConsumer<TestRealm, Minted> door, TestRealm own) {
        Exchange gateway = own.exchange();
        own.addOpenIdScope(NOTES, GATEWAY);
        Minted minted = AccountApi.minted(own.account(ALICE)
                .post(AccountApi.body()
                        .put("label", "ended")
                        .put("expiresTimestamp", name.equals("expiry") ? inSeconds(SHORT) : inSeconds(600))));
        Tokens tokens = gateway.withRefreshToken(minted.secret());
        assertThat(own.introspection().isActive(tokens.jwt())).isTrue();
        assertThat(own.userInfo(tokens.jwt()).status()).isEqualTo(200);
        assertThat(gateway.of(tokens.jwt()).status()).isEqualTo(200);

        door.accept(own, minted);

        assertThat(own.introspection().of(minted.secret())).hasToString(INACTIVE);
        assertThat(own.introspection().of(tokens.jwt())).hasToString(INACTIVE);
        assertThat(own.introspection().of(tokens.jwt(), "requesting_party_token"))
                .hasToString(INACTIVE);
        assertThat(own.introspection(GATEWAY, TestRealm.GATEWAY_SECRET).of(tokens.refreshToken(), "refresh_token"))
                .hasToString(INACTIVE);
        assertThat(own.userInfo(tokens.jwt()).status()).isEqualTo(401);
        Answer refreshed = gateway.refresh(tokens.refreshToken());
        assertThat(refreshed.status()).isEqualTo(400);
        assertThat(refreshed.json().get("error").asText()).isEqualTo("invalid_grant");
        assertThat(gateway.of(minted.secret()).status()).isEqualTo(400);
        assertThat(gateway.of(tokens.jwt()).status()).isEqualTo(400);
        if (session == Session.GONE) {
            assertThat(storedSessions(minted)).isZero();
        }
    }

    /**
     * API tokens that a client had minted never expire, and a client that is no longer a token client may still log
     * users in.
     */
    Stream<Arguments> doorsOfGrantingSessions() {
        return doors().filter(door ->
                !List.of("expiry", "client no token client any more").contains(door.get()[0]));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("doorsOfGrantingSessions")
    void refreshTokensOfTheGrantingSessionAreDeadOnTheirNextUse(
            String name, Session session, BiConsumer<TestRealm, Minted> door, TestRealm own) {
        own.allowMintingExchange(NOTES);
        Exchange notes = own.publicExchange(NOTES);
        JsonNode online = own.tokens(RealmLogins.login(NOTES, ALICE, "openid notes:read"));
        JsonNode offline = own.tokens(RealmLogins.login(NOTES, ALICE, "openid notes:read offline_access"));
        Minted first = own.mintByExchange(notes, online.get("access_token").asText(), "of the online session");
        Minted second = own.mintByExchange(notes, offline.get("access_token").asText(), "of the offline session");
        assertThat(notes.refresh(online.get("refresh_token").asText()).status()).isEqualTo(200);
        assertThat(notes.refresh(offline.get("refresh_token").asText()).status())
                .isEqualTo(200);

        door.accept(own, first);
        assertThat(notes.refresh(online.get("refresh_token").asText()).status()).isIn(400, 401);
        assertThat(own.introspection().of(first.secret())).hasToString(INACTIVE);
        if (own.introspection().isActive(second.secret())) {
            door.accept(own, second);
        }
        assertThat(notes.refresh(offline.get("refresh_token").asText()).status())
                .isIn(400, 401);
        assertThat(own.introspection().of(second.secret())).hasToString(INACTIVE);
    }

    @Test
    void removedRealmLeavesNothingBehind(TestRealm own) {
        Minted minted = own.account(ALICE).mint("ended");
        Tokens tokens = own.exchange().withRefreshToken(minted.secret());
        own.close();
        assertThat(own.exchange(GATEWAY, TestRealm.GATEWAY_SECRET)
                        .refresh(tokens.refreshToken())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void revocationSaysHowManyRefreshTokensEnded(TestRealm own) {
        Exchange gateway = own.exchange();
        Minted used = own.account(ALICE).mint("used");
        own.account(ALICE).mint("unused");
        gateway.withRefreshToken(used.secret());
        gateway.withRefreshToken(used.secret());
        assertThat(own.account(ALICE).revokeAll().json()).hasToString("{\"revoked\":2,\"refreshTokens\":1}");
        List<EventRepresentation> events =
                own.admin().getEvents(List.of("REMOVE_CREDENTIAL"), null, null, null, null, null, null, null);
        assertThat(events)
                .extracting(event -> event.getDetails().get("api_token_label")
                        + event.getDetails().get("refresh_tokens"))
                .containsExactlyInAnyOrder("used1", "unused0");
    }

    @Test
    void nobodyElsesSessionEnds(TestRealm own) {
        Exchange gateway = own.exchange();
        Map<String, String> login = RealmLogins.login(TestRealm.CONSOLE, ALICE, "openid");
        String consoleRefreshToken = own.tokens(login).get("refresh_token").asText();
        AccountApi alice = own.account(ALICE);
        Minted ended = alice.mint("ended");
        Minted sibling = alice.mint("sibling");
        gateway.withRefreshToken(ended.secret());
        Tokens kept = gateway.withRefreshToken(sibling.secret());
        alice.delete("/" + ended.id());
        assertThat(own.tokens(Map.of(
                        "client_id",
                        TestRealm.CONSOLE,
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        consoleRefreshToken)))
                .isNotNull();
        assertThat(gateway.refresh(kept.refreshToken()).status()).isEqualTo(200);
        assertThat(own.introspection().isActive(kept.jwt())).isTrue();
        assertThat(alice.get("").status()).isEqualTo(200);
    }

    @Test
    void law4LostRemovalOfTheSessionResurrectsNothing(TestRealm own) {
        Exchange gateway = own.exchange();
        Minted minted = own.account(ALICE).mint("ended");
        Tokens tokens = gateway.withRefreshToken(minted.secret());
        keycloak.database().endSilently(minted.id());
        assertThat(own.introspection().of(tokens.jwt())).hasToString(INACTIVE);
        assertThat(gateway.refresh(tokens.refreshToken()).json().get("error").asText())
                .isEqualTo("invalid_grant");
        assertThat(storedSessions(minted)).isEqualTo(1);
    }

    @Test
    void section21d7009RevokedRefreshTokenLeavesTheApiTokenAlive(TestRealm own) {
        Exchange gateway = own.exchange();
        Minted minted = own.account(ALICE).mint("kept");
        Tokens tokens = gateway.withRefreshToken(minted.secret());
        assertThat(own.revocation(GATEWAY, TestRealm.GATEWAY_SECRET)
                        .revoke(tokens.refreshToken())
                        .status())
                .isEqualTo(200);
        assertThat(gateway.refresh(tokens.refreshToken()).status()).isEqualTo(400);
        assertThat(own.introspection().of(tokens.jwt())).hasToString(INACTIVE);
        assertThat(own.introspection().isActive(minted.secret())).isTrue();
        assertThat(gateway.refresh(gateway.withRefreshToken(minted.secret()).refreshToken())
                        .status())
                .isEqualTo(200);
    }

    private static Arguments door(String name, Session session, BiConsumer<TestRealm, Minted> door) {
        return arguments(name, session, door);
    }

    private static long inSeconds(int seconds) {
        return Instant.now().plusSeconds(seconds).toEpochMilli();
    }

    private static int inAMinute() {
        return (int) Instant.now().plusSeconds(60).getEpochSecond();
    }
}
