package io.apitokens.keycloak.tests.lifecycle;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import io.apitokens.keycloak.tests.fixture.database.Database;
import io.apitokens.keycloak.tests.fixture.database.ManyApiTokens;
import io.apitokens.keycloak.tests.fixture.database.Plan;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.LoggedStatements;
import io.apitokens.keycloak.tests.fixture.server.OwnServer;
import io.apitokens.keycloak.tests.fixture.server.ServerLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests the scheduled task with many rows, of which one in a hundred is due. {@code -Drows=1000000} sets the number.
 */
@Tag("database")
@Timeout(value = 6, unit = TimeUnit.HOURS)
@Tag("slow")
class LifeCycleScaleIT {

    private static final int ROWS = Integer.getInteger("rows", 20_000);
    private static final int DUE = ROWS / 200;

    // With one transaction, others would see no state in between.
    private static final int FEW_TRANSACTIONS = 3;

    // The way down an index, and the pages that PostgreSQL reads for its statistics.
    private static final int PAGES_OF_NOTHING = 50;

    @Test
    void taskGetsThroughInShortTransactionsWhileIntrospectionGoesOn(@TempDir Path folder) {
        try (OwnServer server = OwnServer.start(folder, "--spi-api-token-life-cycle--scheduled--interval=1")) {
            TestRealm realm = TestRealm.create(server.keycloak());
            Database database = server.database();
            String secret = realm.account(ALICE).mint("introspected").secret();
            String realmId = realm.admin().toRepresentation().getId();
            ManyApiTokens rows = new ManyApiTokens(database, realmId, realm.userId(ALICE), realm.clientId(NOTES));
            long now = System.currentTimeMillis();
            long soon = now + Duration.ofDays(2).toMillis();
            rows.add(ROWS - 2 * DUE, now, null, null);
            rows.add(DUE, now, soon, null);
            rows.add(DUE, now, null, now - Duration.ofDays(89).toMillis());

            LongSummaryStatistics before = introspect(realm, secret, new AtomicBoolean(), 200);
            AtomicBoolean done = new AtomicBoolean();
            ServerLog log = server.keycloak().logFromNow();
            CompletableFuture<LongSummaryStatistics> during =
                    CompletableFuture.supplyAsync(() -> introspect(realm, secret, done, Integer.MAX_VALUE));
            long start = System.nanoTime();
            server.keycloak().control().setAhead(Duration.ofDays(3));
            Set<Long> seen = new HashSet<>();
            await().atMost(Duration.ofMinutes(20))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> seen.add(due(database, realmId)) && seen.contains(0L));
            double seconds = (System.nanoTime() - start) / 1e9;
            done.set(true);
            LongSummaryStatistics meanwhile = during.join();

            System.getLogger(LifeCycleScaleIT.class.getName())
                    .log(
                            System.Logger.Level.INFO,
                            "%d rows, %d expired and %d to remove: %.1f s; introspection of one client, mean/max in ms:"
                                            .formatted(ROWS, DUE, DUE, seconds)
                                    + " %.1f/%.0f before, %.1f/%.0f meanwhile (%d)"
                                            .formatted(
                                                    before.getAverage() / 1e6,
                                                    before.getMax() / 1e6,
                                                    meanwhile.getAverage() / 1e6,
                                                    meanwhile.getMax() / 1e6,
                                                    meanwhile.getCount()));
            assertThat(log.linesWith("KCAT-0001")).isEmpty();
            assertThat(seen).as("what was left to do, as others saw it").hasSizeGreaterThan(FEW_TRANSACTIONS);
            assertThat(database.count("select count(*) from API_TOKEN where REALM_ID = ?", realmId))
                    .isEqualTo(ROWS - DUE + 1);
            server.keycloak().control().setAhead(Duration.ZERO);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "database", matches = "postgres")
    void tasksOfEachMinuteReadNoMoreIfManyRowsAreNotDue(@TempDir Path folder) {
        try (OwnServer server =
                OwnServer.start(folder, "--spi-api-token-life-cycle--scheduled--interval=1", LoggedStatements.OPTION)) {
            TestRealm realm = TestRealm.create(server.keycloak());
            Database database = server.database();
            ManyApiTokens rows = new ManyApiTokens(
                    database, realm.admin().toRepresentation().getId(), realm.userId(ALICE), realm.clientId(NOTES));
            long now = System.currentTimeMillis();
            rows.add(ROWS / 2, now, null, null);
            rows.add(ROWS / 2, now, now + Duration.ofDays(2).toMillis(), null);
            database.update("analyze API_TOKEN");

            ServerLog log = server.keycloak().logFromNow();
            await().until(() -> perMinute(log).size() >= 3);
            for (String statement : perMinute(log)) {
                Plan plan = Plan.of(database, statement);
                System.getLogger(LifeCycleScaleIT.class.getName())
                        .log(
                                System.Logger.Level.INFO,
                                "%d rows, pages read: %d%n%s".formatted(ROWS, plan.pages(), plan));
                assertThat(plan.pages()).as(statement + "\n" + plan).isLessThan(PAGES_OF_NOTHING);
            }
        }
    }

    /**
     * Returns the last statement of each step that runs every minute, except counts. A statement that ran only once
     * belongs to the hourly tasks.
     */
    private static List<String> perMinute(ServerLog log) {
        return LoggedStatements.of(log, "api-token-life-cycle").stream()
                .filter(statement -> !statement.contains("API_TOKEN_COUNT"))
                .filter(statement -> !statement.contains("?") && !statement.contains("count("))
                .collect(Collectors.groupingBy(statement -> statement.replaceAll("[0-9]{2,}", "")))
                .values()
                .stream()
                .filter(same -> same.size() > 1)
                .map(same -> same.get(same.size() - 1))
                .toList();
    }

    private static long due(Database database, String realmId) {
        return database.count(
                        "select count(*) from API_TOKEN where REALM_ID = ? and EXPIRES_TIMESTAMP < 9223372036854775807"
                                + " and REVOKED_TIMESTAMP is null",
                        realmId)
                + database.count(
                        "select count(*) from API_TOKEN where REALM_ID = ? and REVOKED_REASON = 'REQUESTED'", realmId);
    }

    private static LongSummaryStatistics introspect(TestRealm realm, String secret, AtomicBoolean done, int max) {
        LongSummaryStatistics times = new LongSummaryStatistics();
        while (!done.get() && times.getCount() < max) {
            long start = System.nanoTime();
            assertThat(realm.introspection().isActive(secret)).isTrue();
            times.accept(System.nanoTime() - start);
        }
        return times;
    }
}
