package io.apitokens.keycloak.tests.rest;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import io.apitokens.keycloak.tests.fixture.server.ServerLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tests when, from where and by which client an API token was last used, as its user sees it. */
@IntegrationTest
@Tag("database")
class LastUseIT {

    private final KeycloakUnderTest keycloak;
    private final TestRealm realm;
    private final AccountApi alice;

    LastUseIT(KeycloakUnderTest keycloak, TestRealm realm) {
        this.keycloak = keycloak;
        this.realm = realm;
        // One login is enough for all tests, also on a busy machine.
        realm.changeRealm(settings -> settings.setAccessTokenLifespan(3600));
        this.alice = realm.account(ALICE);
        realm.addOpenIdScope(TestRealm.NOTES);
    }

    @Test
    void introspectionIsAUseByTheClientThatAsks() {
        Minted minted = alice.mint("introspected");
        assertThat(alice.get("/" + minted.id()).json().has("lastUse")).isFalse();
        realm.introspection().of(minted.secret());
        assertUsedBy(minted, TestRealm.NOTES_API);
    }

    @Test
    void exchangeIsAUseByTheClientThatAsks() {
        Minted minted = alice.mint("exchanged");
        realm.exchange().of(minted.secret());
        assertUsedBy(minted, TestRealm.GATEWAY);
    }

    @Test
    void keycloakItselfIsNoClient() {
        Minted minted = alice.mint("at userinfo", "openid");
        assertThat(realm.userInfo(minted.secret()).status()).isEqualTo(200);
        assertUsedBy(minted, null);
    }

    @Test
    void refusedUseIsNone() {
        Minted refused = alice.mint("not in the audience", new String[0]);
        Minted used = alice.mint("in the audience");
        realm.introspection().of(refused.secret());
        realm.introspection().of(used.secret());
        assertUsedBy(used, TestRealm.NOTES_API);
        assertThat(alice.get("/" + refused.id()).json().has("lastUse")).isFalse();
    }

    /** If the writer held rows while it waits for another, mints would fail: each would wait for the other. */
    @Test
    void usesAreWrittenPastARowThatSomebodyHolds(TestRealm own) {
        AccountApi bob = own.account(BOB);
        List<Minted> minted =
                IntStream.range(0, 50).mapToObj(i -> bob.mint("used " + i)).toList();
        Minted held = minted.get(25);
        keycloak.database().whileLocked(held.id(), () -> {
            minted.forEach(one -> own.introspection().of(one.secret()));
            minted.stream().filter(one -> one != held).forEach(free -> assertUsedBy(bob, free, TestRealm.NOTES_API));
            assertThat(bob.get("/" + held.id()).json().has("lastUse")).isFalse();
        });
        assertUsedBy(bob, held, TestRealm.NOTES_API);
    }

    @Test
    void manyUsesOfAnApiTokenAreWrittenByOneStatement() throws Exception {
        int tokens = 50;
        int uses = 2_000;
        List<Minted> minted = IntStream.range(0, tokens)
                .mapToObj(i -> alice.mint("under load " + i))
                .toList();
        ServerLog log = keycloak.logFromNow();
        long start = System.currentTimeMillis();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> calls = IntStream.range(0, uses)
                    .<Callable<Boolean>>mapToObj(i -> () -> realm.introspection()
                            .isActive(minted.get(i % tokens).secret()))
                    .toList();
            for (var call : threads.invokeAll(calls)) {
                assertThat(call.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        for (Minted token : minted) {
            assertUsedBy(token, TestRealm.NOTES_API);
        }
        // One statement for each API token, and one more for each minute that begins meanwhile.
        long minutes = 1 + System.currentTimeMillis() / 60_000 - start / 60_000;
        assertThat(log.linesWith("LAST_USED_TIMESTAMP=").stream().filter(line -> line.contains("update API_TOKEN ")))
                .hasSizeBetween(1, (int) minutes * tokens);
        assertThat(log.linesWith("update API_TOKEN"))
                .as("no request wrote")
                .noneMatch(line -> line.contains("(executor-thread"));
    }

    private void assertUsedBy(Minted minted, String clientId) {
        assertUsedBy(alice, minted, clientId);
    }

    private static void assertUsedBy(AccountApi user, Minted minted, String clientId) {
        await().atMost(30, TimeUnit.SECONDS).untilAsserted(() -> {
            JsonNode use = user.get("/" + minted.id()).json().path("lastUse");
            assertThat(use.path("clientId").asText(null)).isEqualTo(clientId);
            assertThat(use.path("address").asText()).isEqualTo("127.0.0.1");
            assertThat(System.currentTimeMillis() - use.path("timestamp").asLong())
                    .isBetween(0L, TimeUnit.MINUTES.toMillis(3));
            assertThat(use.path("timestamp").asLong() % 60_000).isZero();
        });
    }
}
