package io.apitokens.keycloak.lifecycle;

import java.util.concurrent.TimeUnit;

import io.apitokens.keycloak.revocation.ApiTokenRevocation;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.store.ApiTokenSweep;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * Ends the sessions of API tokens that have ended without them, because a node crashed in between: Keycloak stores
 * sessions after the database has the rest of a request.
 */
record FinishEnds(KeycloakSessionFactory factory, Budget budget) {

    /** Younger ones may be on their way. */
    private static final long MEANWHILE = TimeUnit.SECONDS.toMillis(10);

    /** Long enough for a node that was left to run this after another crashed. */
    private static final long RECENT = TimeUnit.MINUTES.toMillis(15);

    /** @param all not only of those that ended recently: the crash may have been that of the last node */
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
