package io.apitokens.keycloak.tests.lifecycle;

import java.time.Duration;

import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.Exchange.Tokens;
import io.apitokens.keycloak.tests.fixture.endpoint.MintedSecrets;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.http.Jwt;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import io.apitokens.keycloak.tests.fixture.server.ServerControl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests rotations that set an expiry and let the previous secret live on for a while. The tests move the clock. */
@IntegrationTest
@Tag("database")
class RotationExpiryIT {

    // Less than the time after which Keycloak ends an idle session.
    private static final Duration GRACE = Duration.ofMinutes(20);
    private static final Duration WEEK = Duration.ofDays(7);

    private final KeycloakUnderTest keycloak;
    private final ServerControl server;
    private TestRealm realm;
    private AccountApi alice;

    RotationExpiryIT(KeycloakUnderTest keycloak) {
        this.keycloak = keycloak;
        this.server = keycloak.control();
    }

    @BeforeEach
    void freshRealm(TestRealm fresh) {
        realm = fresh;
        alice = realm.account(ALICE);
    }

    @AfterEach
    void rightTime() {
        server.setAhead(Duration.ZERO);
    }

    @Test
    void previousSecretAndItsDerivedTokensEndWithTheGracePeriodIfTheExpiryIsLater() {
        Minted minted = alice.mint("deployed");
        Tokens old = realm.exchange().withRefreshToken(minted.secret());
        String second = secret(rotate(minted, Duration.ofDays(30)));
        Tokens made = realm.exchange().withRefreshToken(second);

        server.setAhead(GRACE.minusMinutes(1));
        assertThat(realm.introspection().isActive(minted.secret())).isTrue();
        assertThat(refreshes(old)).isTrue();
        String lastJwt = realm.exchange()
                .refresh(old.refreshToken())
                .json()
                .get("access_token")
                .asText();
        assertThat(realm.introspection().isActive(lastJwt)).isTrue();

        server.setAhead(GRACE.plusMinutes(1));
        assertThat(realm.introspection().isActive(minted.secret())).isFalse();
        assertThat(realm.exchange().of(minted.secret()).status()).isEqualTo(400);
        assertThat(realm.introspection().isActive(lastJwt)).isFalse();
        assertThat(realm.userInfo(lastJwt).status()).isEqualTo(401);
        assertThat(refreshes(old)).isFalse();
        assertThat(realm.introspection().isActive(second)).isTrue();
        assertThat(refreshes(made)).isTrue();

        server.setAhead(Duration.ofDays(31));
        assertThat(realm.introspection().isActive(second)).isFalse();
        assertThat(realm.exchange().of(second).status()).isEqualTo(400);
    }

    /** An API that keeps the answer until its {@code exp} asks again when the secret has ended. */
    @Test
    void introspectionOfThePreviousSecretExpiresWithItsGracePeriod() {
        Minted minted = alice.mint("deployed");
        Answer rotated = alice.post("/" + minted.id() + "/rotate", "{\"gracePeriod\":3600}");
        long graceEnds = rotated.json().at("/rotation/graceEndsTimestamp").asLong() / 1000;
        for (int i = 0; i < 3; i++) {
            assertThat(realm.introspection().of(minted.secret()).get("exp").asLong())
                    .isEqualTo(graceEnds);
            assertThat(realm.introspection().of(secret(rotated)).has("exp")).isFalse();
        }
    }

    @Test
    void law4NoSecretAndNoDerivedTokenOutlivesAnExpiryWithinTheGracePeriod() {
        Minted minted = alice.mint("deployed");
        Tokens old = realm.exchange().withRefreshToken(minted.secret());
        Duration lifetime = Duration.ofMinutes(2);
        Answer rotated = rotate(minted, lifetime);
        String second = secret(rotated);
        Tokens made = realm.exchange().withRefreshToken(second);
        long expiry = Duration.ofMillis(expiry(rotated)).toSeconds();
        assertThat(Jwt.parse(old.jwt()).claims().get("exp").asLong()).isGreaterThan(expiry);
        assertThat(realm.introspection().of(old.jwt()).get("exp").asLong()).isEqualTo(expiry);
        assertThat(realm.introspection().isActive(made.jwt())).isTrue();

        server.setAhead(lifetime.plusSeconds(1));
        for (String secret : new String[] {minted.secret(), second}) {
            assertThat(realm.introspection().isActive(secret)).isFalse();
            assertThat(realm.exchange().of(secret).status()).isEqualTo(400);
        }
        for (Tokens derived : new Tokens[] {old, made}) {
            // A JWT that was issued before the rotation does not know of the new expiry.
            assertThat(realm.introspection().isActive(derived.jwt())).isFalse();
            assertThat(realm.userInfo(derived.jwt()).status()).isEqualTo(401);
            assertThat(refreshes(derived)).isFalse();
        }
    }

    @Test
    void noticeOfTheExpiryIsSetAnew() {
        Minted minted = alice.mint("deployed");
        assertThat(notice(minted)).isNull();
        Answer monthly = rotate(minted, Duration.ofDays(30));
        assertThat(notice(minted)).isEqualTo(expiry(monthly) - WEEK.toMillis());

        Answer yearly = rotate(minted, Duration.ofDays(365));
        assertThat(expiry(yearly)).isGreaterThan(expiry(monthly));
        assertThat(notice(minted)).isEqualTo(expiry(yearly) - WEEK.toMillis());

        secret(alice.post("/" + minted.id() + "/rotate", "{}"));
        assertThat(notice(minted)).isEqualTo(expiry(yearly) - WEEK.toMillis());

        // The user who has just asked for so short a time needs no notice.
        rotate(minted, WEEK);
        assertThat(notice(minted)).isNull();
    }

    private Answer rotate(Minted minted, Duration lifetime) {
        Answer answer = alice.post(
                "/" + minted.id() + "/rotate",
                "{\"gracePeriod\":%d,\"lifetime\":%d}".formatted(GRACE.toSeconds(), lifetime.toSeconds()));
        secret(answer);
        return answer;
    }

    private static String secret(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        String secret = answer.json().get("secret").asText();
        MintedSecrets.remember(secret);
        return secret;
    }

    private static long expiry(Answer rotated) {
        return rotated.json().get("expiresTimestamp").asLong();
    }

    private boolean refreshes(Tokens tokens) {
        return realm.exchange().refresh(tokens.refreshToken()).status() == 200;
    }

    private Long notice(Minted minted) {
        String due =
                keycloak.database().text("select EXPIRY_NOTICE_TIMESTAMP from API_TOKEN where ID = ?", minted.id());
        return due == null ? null : Long.valueOf(due);
    }
}
