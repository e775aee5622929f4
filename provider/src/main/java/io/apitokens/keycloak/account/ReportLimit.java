package io.apitokens.keycloak.account;

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import io.apitokens.keycloak.rest.RestErrors;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.SingleUseObjectProvider;
import org.keycloak.services.ErrorResponseException;

/**
 * Limits reports of leaked secrets to ten per address and clock minute. Keycloak's store of single-use objects counts
 * them for all nodes together.
 */
final class ReportLimit {

    private static final int REPORTS = 10;
    private static final long PERIOD_SECONDS = TimeUnit.MINUTES.toSeconds(1);

    private final KeycloakSession session;

    ReportLimit(KeycloakSession session) {
        this.session = session;
    }

    /** @throws ErrorResponseException 429 if the address has used up its reports */
    void require() {
        SingleUseObjectProvider used = session.singleUseObjects();
        String address = session.getContext().getConnection().getRemoteHost();
        long period = Time.currentTime() / PERIOD_SECONDS;
        boolean free = IntStream.range(0, REPORTS)
                .mapToObj(number -> "api-token-report:%s:%s:%d:%d"
                        .formatted(session.getContext().getRealm().getId(), address, period, number))
                .anyMatch(key -> used.putIfAbsent(key, PERIOD_SECONDS));
        if (!free) {
            session.getContext().getHttpResponse().setHeader(HttpHeaders.RETRY_AFTER, Long.toString(PERIOD_SECONDS));
            throw RestErrors.error(Response.Status.TOO_MANY_REQUESTS, "apiTokenTooManyReports", null, PERIOD_SECONDS);
        }
    }
}
