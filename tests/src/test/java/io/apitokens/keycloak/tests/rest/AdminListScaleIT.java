package io.apitokens.keycloak.tests.rest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.apitokens.keycloak.tests.fixture.database.Database;
import io.apitokens.keycloak.tests.fixture.database.Plan;
import io.apitokens.keycloak.tests.fixture.endpoint.AdminApi;
import io.apitokens.keycloak.tests.fixture.realm.LimitedAdmin;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import io.apitokens.keycloak.tests.fixture.server.LoggedStatements;
import io.apitokens.keycloak.tests.fixture.server.ServerLog;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Measures the pages that PostgreSQL reads for the lists of admins, with few and with many rows, in an uneven realm.
 * {@code -Drows=1000000} sets the number of rows, and {@code -Dplans=true} prints the plans. The test limits the pages
 * and only prints the times: a list that scans the table reads many more pages.
 */
@Tag("database")
@EnabledIfSystemProperty(named = "database", matches = "postgres")
@Timeout(value = 6, unit = TimeUnit.HOURS)
@Tag("slow")
class AdminListScaleIT {

    private static final System.Logger LOG = System.getLogger(AdminListScaleIT.class.getName());
    private static final int FEW = 1_000;
    private static final int MANY = Math.max(50_000, Integer.getInteger("rows", 0));

    // The bounds are on pages, which do not vary. Times are worth a comparison only among more rows.
    private static final int ROUNDS = MANY > 50_000 ? 5 : 1;
    private static final List<String> ORDERS = List.of("newest", "oldest", "label", "last_used", "expires");
    private static final List<String> BY_AGE = List.of("newest", "oldest");
    private static final Duration COUNTED = Duration.ofMinutes(6);

    // 20 rows on one page each, and the way down the index to the first. The whole table has ten times as many pages.
    private static final int PAGES_OF_A_LIST = 400;

    // A count of 10,000 entries of an index.
    private static final int PAGES_OF_MANY = 1_500;

    // A count that looks up a row of another table for each of 10,000 entries.
    private static final int PAGES_OF_MANY_ROWS = 20_000;

    private final Map<String, Map<Integer, Cost>> costs = new LinkedHashMap<>();
    private KeycloakUnderTest keycloak;
    private TestRealm realm;

    @Test
    void listsReadNoMorePagesAmongManyRows(@TempDir Path folder) throws Exception {
        try (Database database = Database.start(folder);
                KeycloakUnderTest started = KeycloakUnderTest.start(folder, database, LoggedStatements.OPTION)) {
            keycloak = started;
            realm = TestRealm.create(keycloak);
            LivedInRealm rows = new LivedInRealm(database, realm);
            LimitedAdmin.allow(realm, BOB, LivedInRealm.QUIET_USER, realm.userId(ALICE));
            rows.fill(FEW);
            measure(FEW, database);
            rows.fill(MANY);
            measure(MANY, database);
        }
        StringBuilder table = new StringBuilder(
                "\n%-58s %10s %10s %10s %10s%n".formatted("request", FEW + ": ms", "pages", MANY + ": ms", "pages"));
        costs.forEach((request, cost) -> table.append("%-58s %10.1f %10d %10.1f %10d%n"
                .formatted(
                        request,
                        cost.get(FEW).millis(),
                        cost.get(FEW).pages(),
                        cost.get(MANY).millis(),
                        cost.get(MANY).pages())));
        LOG.log(System.Logger.Level.INFO, table);
        SoftAssertions.assertSoftly(softly -> costs.forEach((request, cost) -> {
            if (cost.get(MANY).isBounded()) {
                softly.assertThat(cost.get(MANY).pages()).as(request).isLessThan(bound(request));
            }
        }));
    }

    private static int bound(String request) {
        if (request.startsWith("/count")) {
            return request.contains("scope=") ? PAGES_OF_MANY_ROWS : PAGES_OF_MANY;
        }
        return PAGES_OF_A_LIST;
    }

    private void measure(int rows, Database database) {
        long now = System.currentTimeMillis();
        long day = TimeUnit.DAYS.toMillis(1);
        // Each request gets a new access token: among many rows, the requests take longer than a token is valid.
        Supplier<AdminApi> admin = realm::apiTokensAdmin;
        for (Listed listed : List.of(
                new Listed("", ORDERS),
                new Listed("user=" + LivedInRealm.QUIET_USER, ORDERS),
                new Listed("client=" + NOTES, BY_AGE),
                new Listed("client=" + LivedInRealm.OLD_CLIENT, BY_AGE),
                new Listed("client=" + LivedInRealm.SMALL_CLIENT, ORDERS),
                new Listed("status=active", BY_AGE),
                new Listed("status=revoked", BY_AGE),
                new Listed("status=expired", BY_AGE),
                new Listed("search=ci_deploy_", List.of("label")),
                new Listed("search=ci_deploy_7", List.of("label")),
                new Listed("search=%22laptop%20500%22", ORDERS),
                new Listed("search=*needle*", List.of()),
                new Listed("search=*deploy*", List.of("label")),
                new Listed("scope=notes:read", List.of("newest")),
                new Listed("scope=notes:write", List.of("newest")),
                new Listed("scope=" + LivedInRealm.RARE_SCOPE, ORDERS),
                new Listed("neverUsed=true", BY_AGE),
                new Listed("neverUsed=false", List.of("last_used")),
                new Listed("neverExpires=true", BY_AGE),
                new Listed("neverExpires=false", List.of("expires")),
                new Listed("unusedSince=" + (now - 90 * day), List.of("last_used")),
                new Listed("status=active&unusedSince=" + (now - 90 * day), List.of()),
                new Listed("status=active&expiresTo=" + (now + 7 * day), List.of("expires")),
                new Listed("createdFrom=" + (now - 400 * day) + "&createdTo=" + (now - 399 * day), BY_AGE),
                new Listed("createdTo=" + (now - 900 * day), BY_AGE),
                new Listed("lastUsedFrom=" + (now - day), List.of("last_used")),
                new Listed("lastUsedTo=" + (now - 700 * day), List.of("last_used")))) {
            for (String sort : ORDERS) {
                add(rows, query(listed.filter, "sort=" + sort), listed.leads.contains(sort), admin, database);
            }
            add(rows, query(listed.filter, "first=10000"), false, admin, database);
            String count = listed.filter.isEmpty() ? "/count" : "/count?" + listed.filter;
            add(rows, count, !listed.leads.isEmpty(), admin, database);
        }
        AdminApi limited = realm.apiTokensAdmin(realm.accessToken(BOB));
        add("as an admin of one user", rows, "", true, () -> limited, database);
        add("/count as an admin of one user", rows, "/count", true, () -> limited, database);
        // The rows were not minted, so the server has to count them first.
        await().atMost(COUNTED).until(() -> admin.get().get("/summary").status() == 200);
        add(rows, "/summary", true, admin, database);
        add(rows, "/t777", true, admin, database);
        add(rows, "/t777/events", true, admin, database);
    }

    private static String query(String filter, String more) {
        return "?" + (filter.isEmpty() ? "" : filter + "&") + more;
    }

    private void add(int rows, String path, boolean isBounded, Supplier<AdminApi> asker, Database database) {
        add(path.replaceAll("=1\\d{12}", "=…"), rows, path, isBounded, asker, database);
    }

    private void add(
            String name, int rows, String path, boolean isBounded, Supplier<AdminApi> asker, Database database) {
        Cost cost = new Cost(millis(path, asker), pages(path, asker, database), isBounded);
        costs.computeIfAbsent(name, request -> new LinkedHashMap<>()).put(rows, cost);
    }

    private static double millis(String path, Supplier<AdminApi> asker) {
        double[] times = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            AdminApi admin = asker.get();
            long start = System.nanoTime();
            assertThat(admin.get(path).status()).isEqualTo(200);
            times[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(times);
        return times[ROUNDS / 2];
    }

    /** Returns the pages that the statements of a request read, by running them again. */
    private long pages(String path, Supplier<AdminApi> asker, Database database) {
        ServerLog log = keycloak.logFromNow();
        asker.get().get(path);
        long pages = 0;
        for (String statement : LoggedStatements.of(log, "executor-thread")) {
            Plan plan = Plan.of(database, statement);
            pages += plan.pages();
            if (Boolean.getBoolean("plans")) {
                LOG.log(System.Logger.Level.INFO, path + "\n" + plan);
            }
        }
        return pages;
    }

    /**
     * A filter.
     *
     * @param leads the orders in which an index leads to what it finds; in others the database may pass over much
     */
    private record Listed(String filter, List<String> leads) {}

    private record Cost(double millis, long pages, boolean isBounded) {}
}
