package io.apitokens.keycloak.tests;

import java.nio.file.Path;

import io.apitokens.keycloak.tests.fixture.CountingServer;
import io.apitokens.keycloak.tests.fixture.TestRealm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.apitokens.keycloak.tests.fixture.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an introspection allocates: of all that it costs the server, what can be told within a minute and on a machine
 * that is busy with other things.
 */
class AllocationIT {

    /** Until the compiler has seen enough of the code to leave out what nobody reads. */
    private static final int WARM_UP = 4_000;

    private static final int COUNTED = 2_000;

    /**
     * A quarter above the 150,000 that it was on H2 when this was written. The margin is for what differs between
     * machines, databases and Java versions, and for what the compiler had time to leave out.
     */
    private static final long MOST = 190_000;

    /** Machine and compiler do the same to both, so that a tenth above the 92 that it was is margin enough. */
    private static final int MOST_PERCENT_OF_JWT = 102;

    @TempDir
    private static Path folder;

    private static CountingServer server;
    private static TestRealm realm;

    @BeforeAll
    static void start() {
        server = CountingServer.start(folder);
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

        long ofJwt = bytes(jwt);
        long ofApiToken = bytes(apiToken);

        assertThat(ofApiToken).isLessThan(MOST);
        assertThat(ofApiToken).isLessThan(ofJwt * MOST_PERCENT_OF_JWT / 100);
    }

    private static long bytes(String token) {
        long before = server.allocatedBytes(realm);
        introspect(token, COUNTED);
        return (server.allocatedBytes(realm) - before) / COUNTED;
    }

    private static void introspect(String token, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(realm.introspection().isActive(token)).isTrue();
        }
    }
}
