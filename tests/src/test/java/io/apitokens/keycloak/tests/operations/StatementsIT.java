package io.apitokens.keycloak.tests.operations;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.tests.fixture.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.KeycloakUnderTest;
import io.apitokens.keycloak.tests.fixture.ServerLog;
import io.apitokens.keycloak.tests.fixture.TestRealm;
import org.junit.jupiter.api.Test;

import static io.apitokens.keycloak.tests.fixture.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

/** What the use of an API token costs the database, once Keycloak's caches are warm. */
@IntegrationTest
class StatementsIT {

    private static final int USES = 20;
    private static final String REQUEST = "[org.hibernate.SQL] (executor-thread";
    private static final String READER = ".SecretQuery] (api-token-reader";

    private final KeycloakUnderTest keycloak;
    private final TestRealm realm;

    StatementsIT(KeycloakUnderTest keycloak, TestRealm realm) {
        this.keycloak = keycloak;
        this.realm = realm;
        realm.changeClient(NOTES, client -> client.setDirectAccessGrantsEnabled(true));
    }

    @Test
    void apiTokenCostsOneStatementMoreThanAJwt() {
        List<String> jwt = statements(realm.accessToken(NOTES, ALICE, "notes:read"));
        List<String> apiToken =
                statements(realm.account(ALICE).mint("counted", "notes:read").secret());

        assertThat(apiToken)
                .filteredOn(statement -> statement.contains("API_TOKEN"))
                .hasSize(USES);
        assertThat(apiToken).hasSize(jwt.size() + USES);
        assertThat(apiToken).allSatisfy(statement -> assertThat(statement).contains(" select "));
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
     * With a database far away, a request takes as long as its statements are many. It looks for the session, looks
     * again in the transaction that makes it, and there Keycloak looks once more and inserts it; then it looks which of
     * concurrent creations was first. A refresh token is seven more, most of them Keycloak's for the session of the
     * client.
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

    private List<String> statements(Runnable use) {
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
