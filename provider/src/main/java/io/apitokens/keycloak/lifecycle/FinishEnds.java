package io.apitokens.keycloak.lifecycle;

import java.util.concurrent.TimeUnit;

import io.apitokens.keycloak.revocation.ApiTokenRevocation;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.store.ApiTokenSweep;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * Ends sessions of ended API tokens that a crashed node has left behind. Keycloak stores sessions after the database
 * transaction of a request.
 */
record FinishEnds(KeycloakSessionFactory factory, Budget budget) {

    /** Skips API tokens that ended later, because the requests that ended them may still be running. */
    private static final long MEANWHILE = TimeUnit.SECONDS.toMillis(10);

    /** Long enough for another node to run this after a crash. */
    private static final long RECENT = TimeUnit.MINUTES.toMillis(15);

    /** @param all whether to check all ended API tokens and not only recent ones, because all nodes may have crashed */
    void run(boolean all) {
        long now = Time.currentTimeMillis();
        new ApiTokenSweep(factory, budget::isLeft)
                .forEach(
                        (session, max) -> ApiTokenProvider.of(session)
                                .due()
                                .endedWithSession(all ? 0 : now - RECENT, now - MEANWHILE, max),
                        (session, token) -> new ApiTokenRevocation(session).finish(token));
    }
}
