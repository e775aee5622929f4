package io.apitokens.keycloak.tests.lifecycle;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import io.apitokens.keycloak.tests.fixture.database.Database;
import io.apitokens.keycloak.tests.fixture.database.ManyApiTokens;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.Exchange.Tokens;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.body;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests the maximum number of rows of a user's ended API tokens. */
@IntegrationTest
@Tag("database")
class EndedRowsIT {

    private static final int LIMIT = 1_000;
    private static final int CALLERS = 8;
    private static final int ROUNDS = 12;
    private static final String ENDED_OF_USER =
            "select count(*) from API_TOKEN where USER_ID = ? and REVOKED_TIMESTAMP is not null";
    private static final String ENDED_THEN =
            "select count(*) from API_TOKEN where USER_ID = ? and REVOKED_TIMESTAMP = ";

    private final Database database;

    EndedRowsIT(KeycloakUnderTest keycloak) {
        this.database = keycloak.database();
    }

    @Test
    void oldestGoFirstAndThoseOfOtherUsersStay(TestRealm realm) {
        addEnded(realm, BOB, 2, 1);
        addEnded(realm, ALICE, 2, 1);
        addEnded(realm, ALICE, LIMIT - 2, 2);
        AccountApi alice = realm.account(ALICE);
        Minted active = alice.mint("active");
        List<Minted> ended = IntStream.range(0, 3)
                .mapToObj(i -> {
                    Minted minted = alice.mint("loop");
                    assertThat(alice.delete("/" + minted.id()).status()).isEqualTo(200);
                    return minted;
                })
                .toList();
        assertThat(ended(realm, ALICE)).isEqualTo(LIMIT);
        assertThat(endedThen(realm, ALICE, 1)).isZero();
        assertThat(endedThen(realm, ALICE, 2)).isEqualTo(LIMIT - 3);
        assertThat(ended(realm, BOB)).isEqualTo(2);
        assertThat(realm.introspection().isActive(active.secret())).isTrue();
        for (Minted gone : ended) {
            assertThat(alice.get("/" + gone.id()).json().get("status").asText()).isEqualTo("revoked");
        }
    }

    @Test
    void revocationOfAllLeavesNoMore(TestRealm realm) {
        addEnded(realm, ALICE, LIMIT, 1);
        AccountApi alice = realm.account(ALICE);
        IntStream.range(0, 20).forEach(i -> alice.mint("token " + i));
        assertThat(alice.revokeAll().json().get("revoked").asInt()).isEqualTo(20);
        assertThat(ended(realm, ALICE)).isEqualTo(LIMIT);
        assertThat(endedThen(realm, ALICE, 1)).isEqualTo(LIMIT - 20);
    }

    @Test
    void moreThanTheLimitShrinksWithEachEnd(TestRealm realm) {
        addEnded(realm, ALICE, LIMIT + 450, 1);
        AccountApi alice = realm.account(ALICE);
        long before = ended(realm, ALICE);
        while (before > LIMIT) {
            alice.delete("/" + alice.mint("one more").id());
            long now = ended(realm, ALICE);
            assertThat(now).isLessThan(before).isGreaterThanOrEqualTo(LIMIT);
            before = now;
        }
    }

    @Test
    void loopsOfManyCallersLeaveNoMore(TestRealm realm) {
        addEnded(realm, ALICE, LIMIT, 1);
        AccountApi alice = realm.account(ALICE);
        Minted kept = alice.mint("kept");
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            CompletableFuture.allOf(IntStream.range(0, CALLERS)
                            .mapToObj(caller -> CompletableFuture.runAsync(() -> loop(alice, caller), callers))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } finally {
            callers.shutdownNow();
        }
        assertThat(ended(realm, ALICE)).isEqualTo(LIMIT);
        assertThat(endedThen(realm, ALICE, 1)).isEqualTo(LIMIT - CALLERS * ROUNDS);
        assertThat(realm.introspection().isActive(kept.secret())).isTrue();
    }

    private static void loop(AccountApi alice, int caller) {
        for (int round = 0; round < ROUNDS; round++) {
            String label = "caller %d round %d".formatted(caller, round);
            Minted minted = AccountApi.minted(untilDone(() -> alice.post(body().put("label", label))));
            Answer revoked = untilDone(() -> alice.delete("/" + minted.id()));
            assertThat(revoked.json().get("revoked").asInt()).isEqualTo(1);
        }
    }

    /** Concurrent mints and revocations of a user may block each other, with or without rows of ended API tokens. */
    private static Answer untilDone(Supplier<Answer> request) {
        Answer answer = request.get();
        while (answer.status() == 409) {
            assertThat(answer.json().get("errorMessage").asText()).isEqualTo("apiTokenBusy");
            answer = request.get();
        }
        return answer;
    }

    /** Creates the state after a crash between the commit of the revocation and the removal of the session. */
    @Test
    void rowStaysUntilItsSessionHasEnded(TestRealm realm) {
        AccountApi alice = realm.account(ALICE);
        Minted left = alice.mint("left");
        realm.exchange().withRefreshToken(left.secret());
        database.update(
                "update API_TOKEN set REVOKED_TIMESTAMP = 1, REVOKED_REASON = 'REQUESTED', PLACE = ID where ID = '"
                        + left.id() + "'");
        addEnded(realm, ALICE, LIMIT, 2);
        alice.delete("/" + alice.mint("another").id());
        assertThat(endedThen(realm, ALICE, 1)).isEqualTo(1);
        assertThat(endedThen(realm, ALICE, 2)).isEqualTo(LIMIT - 1);

        alice.delete("/" + left.id());
        alice.delete("/" + alice.mint("another").id());
        assertThat(endedThen(realm, ALICE, 1)).isZero();
        assertThat(ended(realm, ALICE)).isEqualTo(LIMIT);
    }

    @Test
    void removedRowOpensNothing(TestRealm realm) {
        AccountApi alice = realm.account(ALICE);
        Minted minted = alice.mint("gone");
        Tokens made = realm.exchange().withRefreshToken(minted.secret());
        alice.delete("/" + minted.id());
        database.update("delete from API_TOKEN where ID = '" + minted.id() + "'");
        assertThat(realm.introspection().isActive(minted.secret())).isFalse();
        assertThat(realm.introspection().isActive(made.jwt())).isFalse();
        assertThat(realm.exchange().refresh(made.refreshToken()).status()).isEqualTo(400);
        assertThat(realm.accountWith(minted.secret()).get("/self").status()).isEqualTo(401);
    }

    private void addEnded(TestRealm realm, String user, int count, long revoked) {
        new ManyApiTokens(database, realm.admin().toRepresentation().getId(), realm.userId(user), realm.clientId(NOTES))
                .add(count, 1, null, revoked);
    }

    private long ended(TestRealm realm, String user) {
        return database.count(ENDED_OF_USER, realm.userId(user));
    }

    private long endedThen(TestRealm realm, String user, long then) {
        return database.count(ENDED_THEN + then, realm.userId(user));
    }
}
