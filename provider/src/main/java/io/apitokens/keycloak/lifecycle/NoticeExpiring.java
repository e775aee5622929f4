package io.apitokens.keycloak.lifecycle;

import java.util.concurrent.TimeUnit;

import io.apitokens.keycloak.notice.Notices;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.store.ApiTokenSweep;
import io.apitokens.keycloak.token.ApiToken;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Tells users once, a week before, that an API token expires. Skips API tokens that were minted for less. */
record NoticeExpiring(KeycloakSessionFactory factory, Budget budget) {

    /** The time after which to retry a notice that could not be sent. */
    private static final long LATER = TimeUnit.DAYS.toMillis(1);

    void run() {
        new ApiTokenSweep(factory, budget::isLeft)
                .forEach(
                        (session, max) -> ApiTokenProvider.of(session).due().expiring(Time.currentTimeMillis(), max),
                        NoticeExpiring::tell);
    }

    /** Postpones the notice before another thread sends it, so that the next run does not send it again. */
    private static void tell(KeycloakSession session, ApiToken token) {
        long now = Time.currentTimeMillis();
        if (ApiTokenProvider.of(session).due().putOffNotice(token, now, now + LATER)) {
            new Notices(session).expiring(token);
        }
    }
}
