package io.apitokens.keycloak.lifecycle;

import java.util.concurrent.TimeUnit;

import io.apitokens.keycloak.store.ApiTokenCounts;
import io.apitokens.keycloak.store.ApiTokenProvider;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Counts API tokens for the dashboards of admins every few minutes, on one of the nodes. */
record TakeSummaries(KeycloakSessionFactory factory) {

    private static final long INTERVAL = TimeUnit.MINUTES.toMillis(5);

    void run() {
        KeycloakModelUtils.runJobInTransaction(factory, TakeSummaries::take);
    }

    private static void take(KeycloakSession session) {
        ApiTokenCounts counts = ApiTokenProvider.of(session).counts();
        boolean isFresh = counts.lastTaken()
                .filter(last -> Math.abs(Time.currentTimeMillis() - last) < INTERVAL)
                .isPresent();
        if (!isFresh) {
            counts.take();
        }
    }
}
