package io.apitokens.keycloak.tests.operations;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.realm.ForwardAuth;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import io.apitokens.keycloak.tests.fixture.server.ServerLog;
import org.junit.jupiter.api.Test;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.GATEWAY;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES_API;
import static org.assertj.core.api.Assertions.assertThat;

/** Counts the SQL statements of each use of an API token, once Keycloak's caches are warm. */
@IntegrationTest
class StatementsIT {

    private static final int USES = 20;

    private static final int ROUNDS = 3;
    private static final String REQUEST = "[org.hibernate.SQL] (executor-thread";
    private static final String READER = ".SecretQuery] (api-token-reader";

    private final KeycloakUnderTest keycloak;
    private final TestRealm realm;

    StatementsIT(KeycloakUnderTest keycloak, TestRealm realm) {
        this.keycloak = keycloak;
        this.realm = realm;
        realm.changeClient(NOTES, client -> client.setDirectAccessGrantsEnabled(true));
        // Keycloak 26.7 may query roles that were changed, such as those of a new realm, at each use until then.
        realm.admin().clearRealmCache();
    }

    /**
     * The evaluation has statements of its own: the token client has no roles, and Keycloak looks for them at each
     * evaluation. For a JWT, that is each time.
     */
    @Test
    void apiTokenCostsOneStatementAndThoseOfAnEvaluationNowAndThen() {
        List<String> jwt = statements(realm.accessToken(NOTES, ALICE, "notes:read"));
        List<String> apiToken =
                statements(realm.account(ALICE).mint("counted", "notes:read").secret());

        assertThat(apiToken)
                .filteredOn(statement -> statement.contains("API_TOKEN"))
                .hasSize(USES);
        assertThat(jwt).hasSize(USES);
        assertThat(apiToken).hasSizeLessThan(USES + jwt.size() / 2);
        assertThat(apiToken).allSatisfy(statement -> assertThat(statement).contains(" select "));
    }

    @Test
    void maximumAgeOfAnIntrospectionCostsNone() {
        String secret = realm.account(ALICE).mint("bounded", "notes:read").secret();
        int unbounded = statements(secret).size();
        realm.changeClient(NOTES_API, client -> client.getAttributes().put("api.tokens.introspection.max.age", "30"));
        assertThat(realm.introspection().of(secret).has("exp")).isTrue();
        assertThat(statements(secret)).hasSize(unbounded);
    }

    @Test
    void forwardAuthenticationCostsTheStatementsOfAnIntrospection() {
        String secret = realm.account(ALICE).mint("forwarded", "notes:read").secret();
        String jwt = realm.exchange().withRefreshToken(secret).jwt();
        realm.addAudience(GATEWAY, NOTES_API);
        for (String token : List.of(secret, jwt)) {
            assertThat(statements(() -> assertThat(ForwardAuth.of(realm)
                                    .asking("client_id=notes-api&scope=notes:read")
                                    .bearer(token)
                                    .status())
                            .isEqualTo(200)))
                    .hasSameSizeAs(statements(token));
        }
        assertThat(statements(() -> ForwardAuth.of(realm).bearer("junk"))).isEmpty();
        assertThat(statements(() -> ForwardAuth.of(realm).send())).isEmpty();
    }

    @Test
    void exchangeForAJwtCostsOneStatementAndNoneForItsSession() {
        String secret = realm.account(ALICE).mint("exchanged", "notes:read").secret();
        List<String> statements = statements(
                () -> assertThat(realm.exchange().of(secret).status()).isEqualTo(200));

        assertThat(statements)
                .filteredOn(statement -> statement.contains("API_TOKEN"))
                .hasSize(USES)
                .allSatisfy(statement -> assertThat(statement).contains(READER));
        assertThat(statements).noneMatch(statement -> statement.contains("OFFLINE_"));
    }

    /**
     * If the database is far away, each statement adds to the time of a request. An exchange looks for the session,
     * looks again in the transaction that creates it, and there Keycloak looks once more and inserts it. Then it checks
     * which of concurrent creations was first. A refresh token needs seven more, most of them Keycloak's for the
     * session of the client.
     */
    @Test
    void firstExchangesCostFewStatementsOfTheirSession() {
        Minted forJwt = realm.account(ALICE).mint("for a JWT", "notes:read");
        Minted forRefreshToken = realm.account(ALICE).mint("for a refresh token", "notes:read");
        ServerLog log = keycloak.logFromNow();
        assertThat(realm.exchange().of(forJwt.secret()).status()).isEqualTo(200);
        assertThat(ofSessions(log)).hasSizeBetween(1, 5);
        log = keycloak.logFromNow();
        realm.exchange().withRefreshToken(forRefreshToken.secret());
        assertThat(ofSessions(log)).hasSizeBetween(1, 12);
    }

    @Test
    void junkCostsNone() {
        assertThat(statements("kcat_0000000000000000000000000000000000000000000000000"))
                .isEmpty();
        assertThat(statements("junk")).isEmpty();
    }

    @Test
    void usesAtOnceCostNoMoreAndEachHasItsOwnAnswer() {
        List<Minted> minted = IntStream.range(0, USES)
                .mapToObj(i -> realm.account(ALICE).mint("at once " + i, "notes:read"))
                .toList();
        minted.forEach(one -> realm.introspection().of(one.secret()));
        ServerLog log = keycloak.logFromNow();
        assertThat(minted.parallelStream()
                        .map(one -> realm.introspection().of(one.secret()).get("jti")))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(minted.stream().map(Minted::id).toList());
        assertThat(log.linesWith(READER)).hasSizeBetween(1, USES);
    }

    private static List<String> ofSessions(ServerLog log) {
        return log.linesWith(REQUEST).stream()
                .filter(statement -> statement.contains("OFFLINE_"))
                .toList();
    }

    private List<String> statements(String token) {
        return statements(() -> realm.introspection().of(token));
    }

    /**
     * Returns the statements of the cheapest of some rounds: Keycloak puts nothing into a cache that another request
     * locks, an evaluation is reused for ten seconds, and an object can leave a cache to make room for others.
     */
    private List<String> statements(Runnable use) {
        return Stream.generate(() -> round(use))
                .limit(ROUNDS)
                .min(Comparator.comparingInt(List::size))
                .orElseThrow();
    }

    private List<String> round(Runnable use) {
        use.run();
        use.run();
        ServerLog log = keycloak.logFromNow();
        for (int i = 0; i < USES; i++) {
            use.run();
        }
        // Scheduled tasks have threads of other names.
        return Stream.of(REQUEST, READER)
                .flatMap(thread -> log.linesWith(thread).stream())
                .toList();
    }
}
