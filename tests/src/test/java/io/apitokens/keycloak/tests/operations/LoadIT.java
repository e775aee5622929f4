package io.apitokens.keycloak.tests.operations;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.apitokens.keycloak.tests.fixture.database.Database;
import io.apitokens.keycloak.tests.fixture.load.BusyClient;
import io.apitokens.keycloak.tests.fixture.load.Doors;
import io.apitokens.keycloak.tests.fixture.load.Load;
import io.apitokens.keycloak.tests.fixture.load.Tally;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.LiveObjects;
import io.apitokens.keycloak.tests.fixture.server.OwnServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.keycloak.representations.idm.UserSessionRepresentation;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.CAROL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that nothing grows without limit while clients mint, exchange, rotate, revoke and introspect at full speed.
 * After each slice of the time, everything is revoked, and the server's remaining objects are counted. {@code
 * -Dminutes=10} is for a long run.
 */
@Tag("alone")
@DisabledIfSystemProperty(named = "server", matches = "container", disabledReason = "asks the process of the server")
@Tag("slow")
class LoadIT {

    private static final Duration TIME = Duration.ofMinutes(Integer.getInteger("minutes", 1));
    private static final int SLICES = 10;

    /** The first slices, in which Keycloak's and the JVM's own caches fill. */
    private static final int SETTLED = SLICES / 2;

    /** The growth that those caches may have after that. */
    private static final int MOST_PERCENT = 110;

    /** One request in this number may fail; the table says why. The test is about what stays behind. */
    private static final int FEW = 1_000;

    /** The connection of the queries that lookups share. */
    private static final int KEPT_CONNECTIONS = 1;

    private static final String SESSIONS = "select count(*) from OFFLINE_USER_SESSION where REALM_ID = ?";
    private static final String ROWS = "select count(*) from API_TOKEN where REALM_ID = ?";

    /** The state of an idle server without active API tokens. */
    private record Sample(long requests, long bytes, long connections, long sessions, long rows) {}

    @Test
    @Timeout(value = 6, unit = TimeUnit.HOURS)
    void nothingGrowsThatDoesNotLevelOff(@TempDir Path folder) {
        try (OwnServer server = OwnServer.start(
                folder, "--spi-api-token-life-cycle--scheduled--interval=1", "--log-level-org.hibernate.SQL=info")) {
            TestRealm realm = TestRealm.create(server.keycloak());
            realm.changeRealm(settings -> settings.setAccessTokenLifespan(36_000));
            Doors.prepare(realm);
            realm.addNotesRole(CAROL, "read");
            Tally tally = new Tally("Requests at full speed for " + TIME);
            List<BusyClient> clients = Stream.of(ALICE, BOB, CAROL)
                    .map(username -> new BusyClient(List.of(realm), username, tally))
                    .toList();
            Set<String> own = logins(realm);

            List<Sample> samples = new ArrayList<>();
            for (int slice = 0; slice < SLICES; slice++) {
                work(clients, TIME.dividedBy(SLICES));
                clients.forEach(client -> client.verify(realm));
                clients.forEach(client -> client.forget(realm));
                // The client's login sessions stay, like those of any login.
                logins(realm).stream().filter(id -> !own.contains(id)).forEach(id -> realm.admin()
                        .deleteSession(id, false));
                await().atMost(Duration.ofMinutes(1))
                        .untilAsserted(() -> assertThat(server.database().count(SESSIONS, realmId(realm)))
                                .isEqualTo(own.size()));
                samples.add(sample(server, realm, tally));
            }

            tally.print();
            System.getLogger(LoadIT.class.getName())
                    .log(
                            Level.INFO,
                            samples.stream().map(Sample::toString).collect(Collectors.joining("\n", "\n", "")));
            assertThat(tally.toString()).doesNotContain(BusyClient.WRONG);
            assertThat(tally.of(BusyClient.FAILED)).isLessThanOrEqualTo(tally.of("requests") / FEW);
            assertThat(samples.get(SLICES - 1).bytes())
                    .as("live heap, beside that of half the time")
                    .isLessThan(samples.get(SETTLED - 1).bytes() * MOST_PERCENT / 100);
            requireRowsToGo(server, realm);
        }
    }

    private static void work(List<BusyClient> clients, Duration time) {
        try (Load load = new Load()) {
            clients.forEach(client -> load.with(client::step));
            await().pollDelay(time).atMost(time.plusMinutes(1)).until(() -> true);
            load.end();
        }
    }

    private static Sample sample(OwnServer server, TestRealm realm, Tally tally) {
        Database database = server.database();
        // A scheduled task may use one more connection at the moment.
        await().until(() -> connections(server) <= KEPT_CONNECTIONS);
        return new Sample(
                tally.of("requests"),
                LiveObjects.of(server.keycloak()).bytes(),
                connections(server),
                database.count(SESSIONS, realmId(realm)),
                database.count(ROWS, realmId(realm)));
    }

    private static long connections(OwnServer server) {
        return (long) server.keycloak().metrics().sum("agroal_active_count");
    }

    /** Checks that the rows of ended API tokens go after the time that the server is set to keep them. */
    private static void requireRowsToGo(OwnServer server, TestRealm realm) {
        String realmId = realmId(realm);
        assertThat(server.database().count(ROWS, realmId)).isPositive();
        server.keycloak().control().setAhead(Duration.ofDays(100));
        await().atMost(Duration.ofMinutes(5))
                .untilAsserted(
                        () -> assertThat(server.database().count(ROWS, realmId)).isZero());
        server.keycloak().control().setAhead(Duration.ZERO);
    }

    private static Set<String> logins(TestRealm realm) {
        return Stream.of(ALICE, BOB, CAROL)
                .flatMap(username -> realm.admin().users().get(realm.userId(username)).getUserSessions().stream())
                .map(UserSessionRepresentation::getId)
                .collect(Collectors.toSet());
    }

    private static String realmId(TestRealm realm) {
        return realm.admin().toRepresentation().getId();
    }
}
