package io.apitokens.keycloak.session;

import java.time.Duration;

import io.apitokens.keycloak.token.ApiToken;
import org.keycloak.cluster.ClusterProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;

/** Step 1 of the protocol of the derived session: one request of the cluster at a time creates or replaces it. */
final class SessionLock {

    private static final String TASK = "api-token-session-";

    /** A node that crashes keeps the lock for this long. A request that takes longer loses it. */
    private static final int LOCK_SECONDS = 10;

    /** Longer than a node that has crashed keeps the lock. */
    private static final Duration PATIENCE = Duration.ofSeconds(LOCK_SECONDS + 5);

    private static final long FIRST_PAUSE_MILLIS = 5;
    private static final long LONGEST_PAUSE_MILLIS = 80;

    private SessionLock() {}

    /**
     * Waits until no other request has the lock, and runs the work.
     *
     * @param work runs each change in a transaction of its own
     * @throws ModelException if other requests take too long
     */
    static void hold(KeycloakSession session, ApiToken token, Runnable work) {
        ClusterProvider cluster = session.getProvider(ClusterProvider.class);
        long start = System.nanoTime();
        long pause = FIRST_PAUSE_MILLIS;
        while (!isExecuted(cluster, token, work)) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new ModelException("Other requests are creating the session of API token " + token.id());
            }
            sleep(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }

    private static boolean isExecuted(ClusterProvider cluster, ApiToken token, Runnable work) {
        return cluster.executeIfNotExecuted(TASK + token.id(), LOCK_SECONDS, () -> {
                    work.run();
                    return true;
                })
                .isExecuted();
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelException("Interrupted", e);
        }
    }
}
