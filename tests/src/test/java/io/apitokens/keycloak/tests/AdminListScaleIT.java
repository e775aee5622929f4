package io.apitokens.keycloak.tests;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.apitokens.keycloak.launcher.Distribution;
import io.apitokens.keycloak.tests.fixture.AdminApi;
import io.apitokens.keycloak.tests.fixture.Database;
import io.apitokens.keycloak.tests.fixture.KeycloakUnderTest;
import io.apitokens.keycloak.tests.fixture.LimitedAdmin;
import io.apitokens.keycloak.tests.fixture.LivedInRealm;
import io.apitokens.keycloak.tests.fixture.LoggedStatements;
import io.apitokens.keycloak.tests.fixture.Plan;
import io.apitokens.keycloak.tests.fixture.ServerLog;
import io.apitokens.keycloak.tests.fixture.TestRealm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import static io.apitokens.keycloak.tests.fixture.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the lists of admins cost PostgreSQL among few and among many rows, in a realm that is as uneven as they get.
 * {@code -Drows=1000000} is for a million and {@code -Dplans=true} for the plans; the default is what builds wait for.
 * Not the times are judged, which are printed, but the pages that the database reads: a list for which the table was
 * read would read many more.
 */
@Tag("database")
@EnabledIfSystemProperty(named = "database", matches = "postgres")
class AdminListScaleIT {

    private static final System.Logger LOG = System.getLogger(AdminListScaleIT.class.getName());
    private static final int FEW = 1_000;
    private static final int MANY = Math.max(50_000, Integer.getInteger("rows", 0));
    private static final int ROUNDS = 5;
    private static final Duration COUNTED = Duration.ofMinutes(6);

    // A page of 20 rows, each by itself, and the way to where it begins; the whole table has ten times as many.
    private static final int PAGES_OF_A_LIST = 400;

    // 10,000 entries of an index are passed over, or counted.
    private static final int PAGES_OF_MANY = 1_500;

    private final Map<String, Map<Integer, Cost>> costs = new LinkedHashMap<>();
    private KeycloakUnderTest keycloak;
    private TestRealm realm;

    @Test
    void listsReadNoMorePagesAmongManyRows(@TempDir Path folder) throws Exception {
        try (Database database = Database.start(folder);
                KeycloakUnderTest started = KeycloakUnderTest.start(
                        folder, database, Distribution.find().providers(), 0, LoggedStatements.OPTION)) {
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
        costs.forEach((request, cost) -> assertThat(cost.get(MANY).pages())
                .as(request)
                .isLessThan(isOfMany(request) ? PAGES_OF_MANY : PAGES_OF_A_LIST));
    }

    private static boolean isOfMany(String request) {
        return request.startsWith("/count") || request.contains("first=");
    }

    private void measure(int rows, Database database) {
        long now = System.currentTimeMillis();
        long day = TimeUnit.DAYS.toMillis(1);
        AdminApi admin = realm.apiTokensAdmin();
        List<String> filters = List.of(
                "",
                "user=" + LivedInRealm.QUIET_USER,
                "client=" + NOTES,
                "client=" + LivedInRealm.OLD_CLIENT,
                "client=" + LivedInRealm.SMALL_CLIENT,
                "status=active",
                "status=revoked",
                "status=expired",
                "search=ci_deploy_",
                "search=ci_deploy_7",
                "search=%22laptop%20500%22",
                "search=*needle*",
                "search=*deploy*",
                "scope=notes:read",
                "scope=notes:write",
                "scope=" + LivedInRealm.RARE_SCOPE,
                "neverUsed=true",
                "neverUsed=false",
                "neverExpires=true",
                "neverExpires=false",
                "unusedSince=" + (now - 90 * day),
                "status=active&unusedSince=" + (now - 90 * day),
                "status=active&expiresTo=" + (now + 7 * day),
                "createdFrom=" + (now - 400 * day) + "&createdTo=" + (now - 399 * day),
                "createdTo=" + (now - 900 * day),
                "lastUsedFrom=" + (now - day),
                "lastUsedTo=" + (now - 700 * day));
        for (String filter : filters) {
            for (String sort : List.of("newest", "oldest", "label", "last_used", "expires")) {
                add(rows, query(filter, "sort=" + sort), admin, database);
            }
            add(rows, query(filter, "first=10000"), admin, database);
            add(rows, filter.isEmpty() ? "/count" : "/count?" + filter, admin, database);
        }
        AdminApi limitedAdmin = realm.apiTokensAdmin(realm.accessToken(BOB));
        add(rows, "", "as an admin of one user", limitedAdmin, database);
        add(rows, "/count", "as an admin of one user", limitedAdmin, database);
        // The rows came past the server, which has to count so many first.
        await().atMost(COUNTED).until(() -> admin.get("/summary").status() == 200);
        add(rows, "/summary", admin, database);
        add(rows, "/t777", admin, database);
        add(rows, "/t777/events", admin, database);
    }

    private static String query(String filter, String more) {
        return "?" + (filter.isEmpty() ? "" : filter + "&") + more;
    }

    private void add(int rows, String path, AdminApi asker, Database database) {
        add(rows, path, "", asker, database);
    }

    private void add(int rows, String path, String note, AdminApi asker, Database database) {
        String name = (path.replaceAll("=1\\d{12}", "=…") + " " + note).strip();
        Cost cost = new Cost(millis(path, asker), pages(rows, path, asker, database));
        costs.computeIfAbsent(name, request -> new LinkedHashMap<>()).put(rows, cost);
    }

    private static double millis(String path, AdminApi asker) {
        double[] times = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            assertThat(asker.get(path).status()).isEqualTo(200);
            times[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(times);
        return times[ROUNDS / 2];
    }

    /** What the statements of one request read, by running them again. */
    private long pages(int rows, String path, AdminApi asker, Database database) {
        ServerLog log = keycloak.logFromNow();
        asker.get(path);
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

    private record Cost(double millis, long pages) {}
}
