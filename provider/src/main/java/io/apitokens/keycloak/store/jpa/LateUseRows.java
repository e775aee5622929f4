package io.apitokens.keycloak.store.jpa;

import java.util.Objects;
import java.util.concurrent.TimeUnit;

import jakarta.persistence.EntityManager;

import io.apitokens.keycloak.event.ApiTokenEvent;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Rotation;
import io.apitokens.keycloak.token.TokenUse;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Writes the late uses of API tokens, which are uses of previous secrets, and reports them by an event. */
record LateUseRows(KeycloakSession session, RealmModel realm, EntityManager em) {

    private static final long REPORT_INTERVAL = TimeUnit.DAYS.toMillis(1);
    private static final long ELSEWHERE_INTERVAL = TimeUnit.HOURS.toMillis(1);

    private static final String WRITE =
            "update ApiTokenEntity t set t.lateUse = :at, t.lateUseAddress = :address, t.lateUseClientId = :client,"
                    + " t.lateUseReported = :reported"
                    + " where t.id = :id and t.secretNumber = :number and t.revoked is null"
                    + " and (t.lateUse is null or t.lateUse < :at) and coalesce(t.lateUseReported, 0L) = :before";

    void write(ApiToken token, TokenUse use) {
        Long before = token.rotation().lateUseReported();
        boolean reported = isToReport(token.rotation(), use);
        int written = em.createQuery(WRITE)
                .setParameter("id", token.id())
                .setParameter("number", token.rotation().number())
                .setParameter("at", use.at())
                .setParameter("address", use.address())
                .setParameter("client", use.clientId())
                .setParameter("before", before == null ? 0 : before)
                .setParameter("reported", reported ? use.at() : before)
                .executeUpdate();
        // If two nodes saw the use, only one of them wrote it.
        if (reported && written == 1) {
            report(token, use);
        }
    }

    /**
     * Returns whether a late use is reported. The endpoint has sent an event for each use; this event, which triggers a
     * notice, follows once a day, or after an hour if the secret is used from another address or client.
     */
    static boolean isToReport(Rotation rotation, TokenUse use) {
        Long reported = rotation.lateUseReported();
        if (reported == null || use.at() - reported >= REPORT_INTERVAL) {
            return true;
        }
        boolean elsewhere = !use.address().equals(rotation.lateUse().address())
                || !Objects.equals(use.clientId(), rotation.lateUse().clientId());
        return elsewhere && use.at() - reported >= ELSEWHERE_INTERVAL;
    }

    private void report(ApiToken token, TokenUse use) {
        EventBuilder event = new EventBuilder(realm, session).ipAddress(use.address());
        ApiTokenEvent.begin(event, EventType.UPDATE_CREDENTIAL, ApiTokenEvent.LATE_USE);
        ApiTokenEvent.describe(event, realm, token)
                .storeImmediately(false)
                .detail(Details.REASON, "A secret was used that a rotation had replaced")
                .error(Errors.INVALID_TOKEN);
    }
}
