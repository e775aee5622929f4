package io.apitokens.keycloak.tests.lifecycle;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

import io.apitokens.keycloak.tests.fixture.database.Database;
import io.apitokens.keycloak.tests.fixture.database.ManyApiTokens;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.Exchange.Tokens;
import io.apitokens.keycloak.tests.fixture.endpoint.MintedSecrets;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import io.apitokens.keycloak.tests.fixture.server.ServerControl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.EventRepresentation;

import static io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.body;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.CONSOLE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tests the life cycle of API tokens. The tests move the server's clock. */
@IntegrationTest
class LifeCycleIT {

    private final Database database;
    private final KeycloakUnderTest keycloak;
    private final ServerControl server;
    private TestRealm realm;
    private AccountApi alice;

    LifeCycleIT(KeycloakUnderTest keycloak) {
        this.keycloak = keycloak;
        this.database = keycloak.database();
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
    void expiryIsExactAtEveryDoorAndTheTaskEndsWhatIsLeft() {
        Minted minted = mintFor(Duration.ofHours(1));
        Tokens made = realm.exchange().withRefreshToken(minted.secret());
        String granted = realm.accessToken(CONSOLE, ALICE, "openid");
        assertThat(granted).isNotNull();
        server.setAhead(Duration.ofMinutes(59));
        assertThat(realm.introspection().isActive(minted.secret())).isTrue();
        assertThat(realm.introspection().of(minted.secret()).get("exp").asLong())
                .isPositive();

        server.setAhead(Duration.ofMinutes(61));
        assertThat(realm.introspection().isActive(minted.secret())).isFalse();
        assertThat(realm.exchange().of(minted.secret()).status()).isEqualTo(400);
        assertThat(realm.exchange().refresh(made.refreshToken()).status()).isEqualTo(400);
        assertThat(realm.introspection().isActive(made.jwt())).isFalse();
        await().untilAsserted(() -> assertThat(ended(minted)).isEqualTo("EXPIRED"));

        server.setAhead(Duration.ZERO);
        assertThat(alice.get("/" + minted.id()).json().get("status").asText()).isEqualTo("expired");
        EventRepresentation event = endings().get(0);
        assertThat(event.getDetails())
                .containsEntry("reason", "expired")
                .containsEntry("api_token_id", minted.id())
                .containsEntry("refresh_tokens", "1");
        assertThat(realm.introspection().isActive(made.jwt())).isFalse();
        assertThat(realm.apiTokensAdmin().sessions(minted)).isEmpty();
    }

    @Test
    void expiryIsExactToTheSecond() {
        Minted minted = mintFor(Duration.ofMinutes(10));
        long expires = database.count("select EXPIRES_TIMESTAMP from API_TOKEN where ID = ?", minted.id());
        Tokens made = realm.exchange().withRefreshToken(minted.secret());
        server.setAhead(Duration.ofMinutes(5));
        // One request sets the clock, so that most of the eight seconds are left.
        Duration ahead = Duration.ofMillis(expires - System.currentTimeMillis())
                .minusSeconds(8)
                .truncatedTo(ChronoUnit.SECONDS);
        server.setClock(ahead);
        List<BooleanSupplier> doors = List.of(
                () -> realm.introspection().isActive(minted.secret()),
                () -> realm.exchange().of(minted.secret()).status() == 200,
                () -> realm.exchange().refresh(made.refreshToken()).status() == 200);
        assertThat(doors).allMatch(BooleanSupplier::getAsBoolean);
        Map<Integer, Long> closed = new HashMap<>();
        await().pollInterval(Duration.ofMillis(20)).until(() -> {
            for (int i = 0; i < doors.size(); i++) {
                long asked = System.currentTimeMillis() + ahead.toMillis();
                if (doors.get(i).getAsBoolean()) {
                    assertThat(asked).isLessThan(expires);
                } else {
                    closed.putIfAbsent(i, System.currentTimeMillis() + ahead.toMillis());
                }
            }
            return closed.size() == doors.size();
        });
        assertThat(closed.values()).as("the first refusals").allSatisfy(answered -> assertThat(expires - answered)
                .isLessThan(2_000));
    }

    @Test
    void tokenOfARealmThatIsGoneHoldsUpNoOther() {
        Minted ofNoRealm = mintFor(Duration.ofMinutes(30));
        Minted minted = mintFor(Duration.ofHours(1));
        database.update("update API_TOKEN set REALM_ID = 'gone' where ID = '" + ofNoRealm.id() + "'");
        server.setAhead(Duration.ofMinutes(61));
        await().untilAsserted(() -> assertThat(ended(minted)).isEqualTo("EXPIRED"));
        await().untilAsserted(() -> assertThat(rows(ofNoRealm)).isZero());
    }

    @Test
    void replacedSecretThatStaysInUseIsReportedEachDay() {
        Minted minted = alice.mint("polling");
        alice.post("/" + minted.id() + "/rotate", "{}");
        useLate(minted, Duration.ZERO);
        assertThat(reports()).isEqualTo(1);
        useLate(minted, Duration.ofHours(23));
        assertThat(reports()).isEqualTo(1);
        useLate(minted, Duration.ofHours(25));
        assertThat(reports()).isEqualTo(2);
    }

    private void useLate(Minted minted, Duration at) {
        server.setAhead(at);
        String lateUse = "select coalesce(LATE_USE_TIMESTAMP, 0) from API_TOKEN where ID = ?";
        long before = database.count(lateUse, minted.id());
        assertThat(realm.introspection().isActive(minted.secret())).isFalse();
        await().until(() -> database.count(lateUse, minted.id()) > before);
        server.setAhead(Duration.ZERO);
    }

    private long reports() {
        return realm
                .admin()
                .getEvents(List.of("UPDATE_CREDENTIAL_ERROR"), null, null, null, null, null, null, null)
                .stream()
                .filter(event -> "late_use".equals(event.getDetails().get("action")))
                .count();
    }

    @Test
    void unusedTokensEndAndUsedOnesLive() {
        realm.apiTokensAdmin().setPolicy("{\"endUnusedAfterDays\":30}");
        Minted neverUsed = alice.mint("never used");
        Minted usedOnce = alice.mint("used once");
        Minted inUse = alice.mint("in use");
        realm.introspection().of(usedOnce.secret());
        awaitUse(usedOnce);

        goAhead(29);
        assertThat(realm.introspection().isActive(inUse.secret())).isTrue();
        awaitUse(inUse);
        assertThat(ended(neverUsed)).isNull();

        goAhead(31);
        assertThat(ended(neverUsed)).isEqualTo("UNUSED");
        assertThat(ended(usedOnce)).isEqualTo("UNUSED");
        assertThat(ended(inUse)).isNull();
        assertThat(realm.introspection().isActive(usedOnce.secret())).isFalse();
        assertThat(realm.introspection().isActive(inUse.secret())).isTrue();
    }

    @Test
    void clientCanBeStricterWithUnusedTokens() {
        Minted ofTasks = mintOf(tokenClient("tasks", "{\"endUnusedAfterDays\":10}"));
        Minted ofNotes = mintOf(NOTES);
        goAhead(11);
        assertThat(ended(ofTasks)).isEqualTo("UNUSED");
        assertThat(ended(ofNotes)).isNull();
    }

    @Test
    void clientCannotBeLaxerWithUnusedTokens() {
        realm.apiTokensAdmin().setPolicy("{\"endUnusedAfterDays\":10}");
        Minted ofTasks = mintOf(tokenClient("tasks", "{\"endUnusedAfterDays\":30}"));
        goAhead(11);
        assertThat(ended(ofTasks)).isEqualTo("UNUSED");
    }

    @Test
    void clientCanKeepEndedTokensForAShorterTimeThanTheRealmAndNotForALongerOne() {
        realm.apiTokensAdmin().setPolicy("{\"keepEndedDays\":30}");
        Minted ofRealm = endedOf(NOTES);
        Minted ofStricter = endedOf(tokenClient("stricter", "{\"keepEndedDays\":7}"));
        Minted ofLaxer = endedOf(tokenClient("laxer", "{\"keepEndedDays\":60}"));
        goAhead(8);
        assertThat(rows(ofStricter)).isZero();
        assertThat(rows(ofRealm)).isEqualTo(1);
        assertThat(rows(ofLaxer)).isEqualTo(1);
        goAhead(31);
        assertThat(rows(ofRealm)).isZero();
        assertThat(rows(ofLaxer)).isZero();
    }

    @Test
    void endedTokensAreKeptAsLongAsThePolicySaysAndActiveOnesForEver() {
        realm.apiTokensAdmin().setPolicy("{\"keepEndedDays\":7}");
        Minted gone = alice.mint("gone");
        Minted active = alice.mint("active");
        Minted rotated = alice.mint("rotated");
        alice.post("/" + rotated.id() + "/rotate", "{}");
        alice.delete("/" + gone.id());
        alice.delete("/" + rotated.id());
        goAhead(6);
        assertThat(rows(gone)).isEqualTo(1);
        goAhead(8);
        assertThat(rows(gone)).isZero();
        assertThat(rows(rotated)).isZero();
        assertThat(rows(active)).isEqualTo(1);
    }

    @Test
    void withoutAPolicyEndedTokensAreKeptForNinetyDays() {
        Minted gone = alice.mint("gone");
        alice.delete("/" + gone.id());
        goAhead(89);
        assertThat(realm.introspection().isActive(gone.secret())).isFalse();
        assertThat(rows(gone)).isEqualTo(1);
        goAhead(91);
        assertThat(rows(gone)).isZero();
    }

    @Test
    void tokensOfUsersThatAreGoneWithoutAnEventAreRemoved() {
        Minted kept = alice.mint("kept");
        String realmId = realm.admin().toRepresentation().getId();
        for (String userId : List.of("nobody", "f:no-such-storage:alice")) {
            new ManyApiTokens(database, realmId, userId, realm.clientId(NOTES))
                    .add(3, System.currentTimeMillis(), null, null);
        }
        goAhead(1);
        assertThat(database.count("select count(*) from API_TOKEN where REALM_ID = ?", realmId))
                .isEqualTo(1);
        assertThat(rows(kept)).isEqualTo(1);
        server.setAhead(Duration.ZERO);
        assertThat(endings()).hasSize(6).allSatisfy(event -> assertThat(event.getDetails())
                .containsEntry("reason", "user_removed"));
    }

    @Test
    void policyThatCannotBeUnderstoodRemovesNothing() {
        Minted gone = alice.mint("gone");
        Minted other = mintFor(Duration.ofHours(1));
        alice.delete("/" + gone.id());
        realm.changeRealm(settings -> settings.getAttributes().put("api.tokens.keep.ended.days", "a week"));
        goAhead(365);
        await().untilAsserted(() -> assertThat(ended(other)).isEqualTo("EXPIRED"));
        assertThat(rows(gone)).isEqualTo(1);
    }

    @Test
    void graceEndsInTime() {
        realm.changeRealm(settings -> settings.setSsoSessionIdleTimeout(7200));
        Minted minted = alice.mint("deployed");
        Tokens old = realm.exchange().withRefreshToken(minted.secret());
        Answer answer = alice.post("/" + minted.id() + "/rotate", "{\"gracePeriod\":3600}");
        String secret = answer.json().get("secret").asText();
        MintedSecrets.remember(secret);
        server.setAhead(Duration.ofMinutes(59));
        assertThat(realm.introspection().isActive(minted.secret())).isTrue();
        assertThat(realm.exchange().refresh(old.refreshToken()).status()).isEqualTo(200);
        server.setAhead(Duration.ofMinutes(61));
        assertThat(realm.introspection().isActive(minted.secret())).isFalse();
        assertThat(realm.introspection().isActive(secret)).isTrue();
        assertThat(realm.exchange().refresh(old.refreshToken()).status()).isEqualTo(400);
        assertThat(realm.exchange().of(secret).status()).isEqualTo(200);
    }

    @Test
    void oldLoginsMayNotMintWhereThePolicyWantsFreshOnes() {
        realm.apiTokensAdmin().setPolicy("{\"maxAuthenticationAge\":300}");
        realm.changeRealm(settings -> settings.setAccessTokenLifespan(3600));
        AccountApi login = realm.account(ALICE);
        Minted minted = login.mint("fresh");
        server.setAhead(Duration.ofMinutes(6));
        for (Answer answer :
                List.of(login.post(body().put("label", "stale")), login.post("/" + minted.id() + "/rotate", "{}"))) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate"))
                    .startsWith("Bearer ")
                    .contains("error=\"insufficient_user_authentication\"", "max_age=\"300\"");
            assertThat(answer.json()).hasToString("{\"errorMessage\":\"apiTokenLoginRequired\",\"params\":[300]}");
        }
        assertThat(login.get("/options")
                        .json()
                        .at("/clients/0/minting/maxAuthenticationAge")
                        .asInt())
                .isEqualTo(300);
        assertThat(login.delete("/" + minted.id()).status())
                .as("revoking is always possible")
                .isEqualTo(200);
        assertThat(realm.account(ALICE).post(body().put("label", "fresh again")).status())
                .isEqualTo(201);
    }

    /** Waits until the hourly tasks have run in the realm, so that rows that are still there will stay. */
    private void goAhead(int days) {
        double before = hourlyRuns();
        server.setAhead(Duration.ofDays(days));
        await().atMost(Duration.ofMinutes(1)).until(() -> hourlyRuns() > before);
    }

    private double hourlyRuns() {
        return keycloak.metrics().sum("keycloak_api_tokens_tasks_seconds_count", "task=\"remove-ended\"");
    }

    private String tokenClient(String clientId, String rules) {
        realm.addTokenClient(clientId);
        realm.apiTokensAdmin().setPolicy(realm.clientId(clientId), rules);
        return clientId;
    }

    private Minted mintOf(String clientId) {
        return AccountApi.minted(
                alice.post(body().put("label", "of " + clientId).put("clientId", clientId)));
    }

    private Minted endedOf(String clientId) {
        Minted minted = mintOf(clientId);
        alice.delete("/" + minted.id());
        return minted;
    }

    private Minted mintFor(Duration lifetime) {
        return AccountApi.minted(
                alice.post(body().put("label", "for " + lifetime).put("lifetime", lifetime.toSeconds())));
    }

    private void awaitUse(Minted minted) {
        await().untilAsserted(() -> assertThat(used(minted)).isPositive());
    }

    private List<EventRepresentation> endings() {
        return realm.admin().getEvents(List.of("REMOVE_CREDENTIAL"), null, null, null, null, null, null, null);
    }

    /** Reads the row, because an access token expires when these tests move the clock. */
    private String ended(Minted minted) {
        return database.text("select REVOKED_REASON from API_TOKEN where ID = ?", minted.id());
    }

    private long used(Minted minted) {
        return database.count("select LAST_USED_TIMESTAMP from API_TOKEN where ID = ?", minted.id());
    }

    private long rows(Minted minted) {
        return database.count("select count(*) from API_TOKEN where ID = ?", minted.id());
    }
}
