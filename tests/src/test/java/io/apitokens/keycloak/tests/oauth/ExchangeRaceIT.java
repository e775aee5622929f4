package io.apitokens.keycloak.tests.oauth;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.Exchange;
import io.apitokens.keycloak.tests.fixture.endpoint.Exchange.Tokens;
import io.apitokens.keycloak.tests.fixture.endpoint.Introspection;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.Test;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests law 1 while uses of an API token and of its derived tokens race with its revocation. */
@IntegrationTest
class ExchangeRaceIT {

    private static final int ROUNDS = 200;
    private static final int THREADS = 8;

    private final KeycloakUnderTest keycloak;
    private final TestRealm realm;
    private final AccountApi alice;
    private final Exchange gateway;
    private final Introspection introspection;

    ExchangeRaceIT(KeycloakUnderTest keycloak, TestRealm realm) {
        this.keycloak = keycloak;
        this.realm = realm;
        // One login is enough for all rounds, also on a busy machine.
        realm.changeRealm(settings -> settings.setAccessTokenLifespan(3600));
        this.alice = realm.account(ALICE);
        this.gateway = realm.exchange();
        this.introspection = realm.introspection();
    }

    @Test
    void noUseThatStartsAfterTheRevocationSucceedsAndNoSessionStays() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<String> ids = new ArrayList<>();
        try {
            for (int round = 0; round < ROUNDS; round++) {
                Minted minted = alice.mint("round " + round);
                ids.add(minted.sessionId());
                // Every other round begins without a derived session, so that its creation races as well.
                Tokens tokens = round % 2 == 0 ? gateway.withRefreshToken(minted.secret()) : null;
                AtomicBoolean revoked = new AtomicBoolean();
                List<Future<String>> racing = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    racing.add(threads.submit(use(i, minted, tokens, revoked)));
                }
                assertThat(alice.delete("/" + minted.id()).status()).isEqualTo(200);
                revoked.set(true);
                for (Future<String> late : racing) {
                    assertThat(late.get()).as("succeeded in round " + round).isNull();
                }
            }
        } finally {
            threads.shutdownNow();
        }
        for (String id : ids) {
            assertThat(keycloak.database()
                            .count("select count(*) from OFFLINE_USER_SESSION where USER_SESSION_ID = ?", id))
                    .isZero();
            assertThat(keycloak.database()
                            .count("select count(*) from OFFLINE_CLIENT_SESSION where USER_SESSION_ID = ?", id))
                    .isZero();
        }
    }

    /**
     * Repeats a use until one has started after the revocation. Returns the name of the use if this last one succeeded.
     */
    private Callable<String> use(int thread, Minted minted, Tokens tokens, AtomicBoolean revoked) {
        return () -> {
            boolean last;
            boolean succeeded;
            do {
                last = revoked.get();
                succeeded = switch (thread % 4) {
                    case 0 -> gateway.of(minted.secret()).status() == 200;
                    case 1 ->
                        gateway.of(minted.secret(), Map.of("requested_token_type", Exchange.REFRESH_TOKEN))
                                        .status()
                                == 200;
                    case 2 ->
                        tokens == null
                                ? introspection.isActive(minted.secret())
                                : gateway.refresh(tokens.refreshToken()).status() == 200;
                    default -> introspection.isActive(tokens == null ? minted.secret() : tokens.jwt());
                };
            } while (!last);
            return succeeded ? "use " + thread % 4 : null;
        };
    }
}
