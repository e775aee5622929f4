package io.apitokens.keycloak.tests.operations;

import java.lang.System.Logger.Level;
import java.nio.file.Path;

import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.OwnServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Measures the memory that an introspection allocates. Unlike time, it can be measured within a minute and on a busy
 * machine.
 */
class AllocationIT {

    /** The introspections until Keycloak's caches are filled. The server's JIT compiler does not remove allocations. */
    private static final int WARM_UP = 200;

    private static final int COUNTED = 200;

    /** Rounds alternate, and the minimum counts: another task may have run meanwhile. */
    private static final int ROUNDS = 3;

    /**
     * Twice the measured 69,000 bytes on H2. It allows for other machines, databases and Java versions, and is less
     * than an accidental read of a list or a mail template would add.
     */
    private static final long MOST = 140_000;

    /** A fifth above the measured 38 percent: the machine affects both alike. */
    private static final int MOST_PERCENT_OF_JWT = 46;

    @TempDir
    private static Path folder;

    private static OwnServer server;
    private static TestRealm realm;

    @BeforeAll
    static void start() {
        server = OwnServer.start(
                folder,
                "--log-level-org.hibernate.SQL=info",
                "--log-level-io.apitokens=info",
                "--log-level-org.keycloak.events=info");
        realm = TestRealm.create(server.keycloak());
        realm.changeClient(NOTES, client -> client.setDirectAccessGrantsEnabled(true));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void apiTokenAllocatesAboutAsMuchAsAJwtAtMost() {
        String jwt = realm.accessToken(NOTES, ALICE, "notes:read");
        String apiToken = realm.account(ALICE).mint("counted", "notes:read").secret();
        introspect(jwt, WARM_UP);
        introspect(apiToken, WARM_UP);

        long ofJwt = Long.MAX_VALUE;
        long ofApiToken = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            ofJwt = Math.min(ofJwt, bytes(jwt));
            ofApiToken = Math.min(ofApiToken, bytes(apiToken));
        }
        System.getLogger(AllocationIT.class.getName())
                .log(Level.INFO, "Bytes per introspection: {0} of a JWT, {1} of an API token", ofJwt, ofApiToken);

        assertThat(ofApiToken).isLessThan(MOST);
        assertThat(ofApiToken).isLessThan(ofJwt * MOST_PERCENT_OF_JWT / 100);
    }

    private static long bytes(String token) {
        long before = server.keycloak().control().allocatedBytes();
        introspect(token, COUNTED);
        return (server.keycloak().control().allocatedBytes() - before) / COUNTED;
    }

    private static void introspect(String token, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(realm.introspection().isActive(token)).isTrue();
        }
    }
}
