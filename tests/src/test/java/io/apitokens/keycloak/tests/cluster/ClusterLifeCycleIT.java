package io.apitokens.keycloak.tests.cluster;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.apitokens.keycloak.tests.fixture.cluster.Cluster;
import io.apitokens.keycloak.tests.fixture.cluster.ClusterNode;
import io.apitokens.keycloak.tests.fixture.cluster.ClusterTest;
import io.apitokens.keycloak.tests.fixture.database.Database;
import io.apitokens.keycloak.tests.fixture.database.ManyApiTokens;
import io.apitokens.keycloak.tests.fixture.load.Tally;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import org.junit.jupiter.api.Test;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests the scheduled task in a cluster whose nodes all want to run it every second, and which has more to do than
 * that.
 */
@ClusterTest
class ClusterLifeCycleIT {

    private static final int DUE = 1_500;
    private static final String TASK = "task::LifeCycleTask";
    private static final String EVENTS = "from EVENT_ENTITY where REALM_ID = ? and TYPE = 'REMOVE_CREDENTIAL'";
    // The other node may take the lock before this node has logged its release.
    private static final Duration TOLERANCE = Duration.ofMillis(500);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS");

    private final Cluster cluster;

    ClusterLifeCycleIT(Cluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void taskRunsOnOneNodeAtATimeAndEndsEachApiTokenOnce() {
        Database database = cluster.database();
        try (TestRealm realm = TestRealm.create(cluster.node(0).keycloak())) {
            String id = realm.admin().toRepresentation().getId();
            long now = System.currentTimeMillis();
            new ManyApiTokens(database, id, realm.userId(ALICE), realm.clientId(NOTES))
                    .add(DUE, now - 10_000, now - 1_000, null);
            await().atMost(Duration.ofMinutes(10))
                    .until(() -> database.count(
                                    "select count(*) from API_TOKEN where REALM_ID = ? and REVOKED_TIMESTAMP is null",
                                    id)
                            == 0);
            await().atMost(Duration.ofMinutes(1)).until(() -> database.count("select count(*) " + EVENTS, id) == DUE);
            assertThat(database.count("select count(distinct DETAILS_JSON_LONG_VALUE) " + EVENTS, id))
                    .isEqualTo(DUE);
        }
        List<Turn> turns = turns();
        Turn longest = turns.stream().max(Comparator.comparing(Turn::length)).orElseThrow();
        Tally tally = new Tally("The scheduled task of two nodes, with %d API tokens to end".formatted(DUE));
        turns.forEach(turn -> tally.add("turns of " + turn.node()));
        tally.add("ms in the longest turn", longest.length().toMillis());
        tally.print();
        assertThat(longest.length()).as("longer than the interval").isGreaterThan(Duration.ofSeconds(2));
        for (int i = 1; i < turns.size(); i++) {
            assertThat(turns.get(i).from())
                    .isAfterOrEqualTo(turns.get(i - 1).to().minus(TOLERANCE));
        }
    }

    @Test
    void tokenOfARealmThatWasRemovedWithoutTheExtensionHoldsUpNobody() {
        Database database = cluster.database();
        try (TestRealm realm = TestRealm.create(cluster.node(0).keycloak())) {
            String id = realm.admin().toRepresentation().getId();
            long past = System.currentTimeMillis() - 1_000;
            new ManyApiTokens(database, "removed", realm.userId(ALICE), realm.clientId(NOTES))
                    .add(1, past - 2, past - 1, null);
            new ManyApiTokens(database, id, realm.userId(ALICE), realm.clientId(NOTES)).add(1, past - 2, past, null);
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> database.count(
                                    "select count(*) from API_TOKEN where REALM_ID = ? and REVOKED_REASON = 'EXPIRED'",
                                    id)
                            == 1);
            await().until(() -> database.count("select count(*) from API_TOKEN where REALM_ID = ?", "removed") == 0);
        } finally {
            database.update("delete from API_TOKEN where REALM_ID = 'removed'");
        }
    }

    /** Returns when each node ran the task, in the order of the starts. */
    private List<Turn> turns() {
        return Stream.of(cluster.node(0), cluster.node(1))
                .flatMap(node -> turns(node).stream())
                .sorted(Comparator.comparing(Turn::from))
                .toList();
    }

    private static List<Turn> turns(ClusterNode node) {
        List<Turn> turns = new ArrayList<>();
        LocalDateTime from = null;
        for (String line : node.log().linesWith(TASK)) {
            if (line.contains("Successfully acquired lock")) {
                from = time(line);
            } else if (line.contains("removed from the cache") && from != null) {
                turns.add(new Turn(node.toString(), from, time(line)));
                from = null;
            }
        }
        return turns;
    }

    private static LocalDateTime time(String line) {
        return LocalDateTime.parse(line.substring(0, "yyyy-MM-dd HH:mm:ss,SSS".length()), TIME);
    }

    private record Turn(String node, LocalDateTime from, LocalDateTime to) {
        Duration length() {
            return Duration.between(from, to);
        }
    }
}
