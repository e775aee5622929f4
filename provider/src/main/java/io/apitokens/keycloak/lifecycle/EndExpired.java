package io.apitokens.keycloak.lifecycle;

import io.apitokens.keycloak.revocation.ApiTokenRevocation;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.store.ApiTokenSweep;
import io.apitokens.keycloak.token.Revocation;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSessionFactory;

/** Ends expired API tokens. They have been invalid since their expiry. */
record EndExpired(KeycloakSessionFactory factory, Budget budget) {

    void run() {
        new ApiTokenSweep(factory, budget::isLeft)
                .forEach(
                        (session, max) -> ApiTokenProvider.of(session).due().expired(Time.currentTimeMillis(), max),
                        (session, token) -> new ApiTokenRevocation(session).byPolicy(token, Revocation.Reason.EXPIRED));
    }
}
