package io.apitokens.keycloak.session;

import org.keycloak.common.util.Time;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.utils.SessionExpirationUtils;
import org.keycloak.services.managers.AuthenticationManager;

/** Step 6 of the protocol of the derived session: renews it, so that it does not end as idle while it is used. */
final class SessionRenewal {

    private static final int INTERVAL_SECONDS = 60;

    private SessionRenewal() {}

    /** Returns whether the session is valid and was renewed so recently that it needs no renewal. */
    static boolean isFresh(RealmModel realm, UserSessionModel found) {
        int interval =
                Math.max(1, Math.min(INTERVAL_SECONDS, SessionExpirationUtils.getSsoSessionIdleTimeout(realm) / 4));
        return Time.currentTime() - found.getLastSessionRefresh() < interval
                && AuthenticationManager.isSessionValid(realm, found);
    }

    /**
     * Renews the session unless it is fresh.
     *
     * @return the session that is valid now, which a concurrent request may have created; null if there is none, or if
     *     its row is missing
     */
    static SessionInstance renew(DerivedSessionTransaction transaction) {
        RealmModel realm = transaction.realm();
        UserSessionModel found = transaction.find();
        if (!AuthenticationManager.isSessionValid(realm, found)) {
            return null;
        }
        if (isFresh(realm, found)) {
            return SessionInstance.of(found);
        }
        if (DerivedSessionTransaction.isKeptInDatabase() && !transaction.lock()) {
            return null;
        }
        found.setLastSessionRefresh(Time.currentTime());
        return SessionInstance.of(found);
    }
}
