package io.apitokens.keycloak.tests.oauth;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.apitokens.keycloak.tests.fixture.realm.Mappers;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.Evaluations;
import io.apitokens.keycloak.tests.fixture.server.OwnServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keycloak.representations.idm.RoleRepresentation;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests law 5 under load: an introspection that begins after the answer to a change sees the change, although other
 * requests evaluated meanwhile. Something else in the realm changes all the time, so that there are evaluations.
 */
class ReuseRaceIT {

    private static final int THREADS = 16;
    private static final int CHANGES = Integer.getInteger("rounds", 100);

    /** The number of introspections after each change, so that some of them reuse what others evaluated. */
    private static final int BETWEEN = 4 * THREADS;

    private final AtomicInteger known = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();
    private final Queue<String> late = new ConcurrentLinkedQueue<>();

    @Test
    void introspectionThatBeginsAfterAChangeKnowsIt(@TempDir Path folder) throws Exception {
        try (OwnServer server = OwnServer.start(
                        folder, "--log-level-org.hibernate.SQL=info", "--log-level-org.keycloak.events=info");
                TestRealm realm = TestRealm.create(server.keycloak())) {
            Evaluations evaluations = new Evaluations(server.keycloak(), realm);
            new Mappers(realm)
                    .add(
                            "round",
                            "oidc-hardcoded-claim-mapper",
                            Map.of("claim.name", "round", "claim.value", "0", "jsonType.label", "int"));
            RoleRepresentation other = new RoleRepresentation();
            other.setName("other");
            realm.admin().roles().create(other);
            String secret = realm.account(ALICE).mint("raced").secret();
            evaluations.reused(secret);

            ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);
            try {
                List<Future<?>> running = Stream.concat(
                                IntStream.range(0, THREADS)
                                        .mapToObj(i -> threads.submit(() -> introspect(realm, secret))),
                                Stream.of(threads.submit(() -> disturb(realm))))
                        .<Future<?>>map(future -> future)
                        .toList();
                change(realm);
                over.set(true);
                join(running);
            } finally {
                over.set(true);
                threads.shutdown();
            }
            assertThat(late).isEmpty();
            assertThat(evaluations.count("hit")).isPositive();
            assertThat(evaluations.count("kept")).isPositive();
            assertThat(evaluations.count("changed"))
                    .as("evaluations that raced")
                    .isPositive();
        }
    }

    private void change(TestRealm realm) {
        Mappers mappers = new Mappers(realm);
        for (int round = 1; round <= CHANGES; round++) {
            mappers.setHardcoded("round", Integer.toString(round));
            known.set(round);
            int target = asked.get() + BETWEEN;
            await().pollInSameThread().pollInterval(Duration.ofMillis(1)).until(() -> asked.get() >= target);
        }
    }

    private void introspect(TestRealm realm, String secret) {
        while (!over.get()) {
            int least = known.get();
            int round = realm.introspection().of(secret).get("round").asInt();
            if (round < least) {
                late.add("round " + round + " after " + least);
            }
            asked.incrementAndGet();
        }
    }

    private void disturb(TestRealm realm) {
        for (int i = 0; !over.get(); i++) {
            RoleRepresentation role = realm.admin().roles().get("other").toRepresentation();
            role.setDescription("changed " + i);
            realm.admin().roles().get("other").update(role);
        }
    }

    private static void join(List<Future<?>> running) throws InterruptedException, ExecutionException {
        for (Future<?> future : running) {
            future.get();
        }
    }
}
