package io.apitokens.keycloak.lifecycle;

import io.apitokens.keycloak.model.ApiToken;
import io.apitokens.keycloak.model.ApiTokenProvider;
import io.apitokens.keycloak.model.ApiTokenSweep;
import io.apitokens.keycloak.notice.Notices;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Tells users once, a week before, that an API token expires; not of those that were minted for less than that. */
record NoticeExpiring(KeycloakSessionFactory factory, Budget budget) {

    void run() {
        new ApiTokenSweep(factory, budget::isLeft)
                .forEach(
                        (session, max) -> ApiTokenProvider.of(session).expiring(Time.currentTimeMillis(), max),
                        NoticeExpiring::tell);
    }

    /** One that could not be sent is tried again at the next run. */
    private static void tell(KeycloakSession session, ApiToken token) {
        if (new Notices(session).expiring(token)) {
            ApiTokenProvider.of(session).markTold(token);
        }
    }
}
