package io.apitokens.keycloak.session;

import org.keycloak.common.util.Time;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.utils.SessionExpirationUtils;
import org.keycloak.services.managers.AuthenticationManager;

/** Step 6 of the protocol of the derived session: renews it before it ends because nobody uses it. */
final class SessionRenewal {

    private static final int INTERVAL_SECONDS = 60;

    private SessionRenewal() {}

    /** Whether the session is valid and was renewed so recently that it needs no renewal. */
    static boolean isFresh(RealmModel realm, UserSessionModel found) {
        int interval =
                Math.max(1, Math.min(INTERVAL_SECONDS, SessionExpirationUtils.getSsoSessionIdleTimeout(realm) / 4));
        return Time.currentTime() - found.getLastSessionRefresh() < interval
                && AuthenticationManager.isSessionValid(realm, found);
    }

    /**
     * Renews the session unless it is fresh. Removes it if its row is missing.
     *
     * @return false if there is no valid session
     */
    static boolean renew(DerivedSessionTransaction transaction) {
        RealmModel realm = transaction.realm();
        UserSessionModel found = transaction.find();
        if (!AuthenticationManager.isSessionValid(realm, found)) {
            return false;
        }
        if (isFresh(realm, found)) {
            return true;
        }
        if (DerivedSessionTransaction.isKeptInDatabase() && !transaction.lock()) {
            transaction.session().sessions().removeUserSession(realm, found);
            return false;
        }
        found.setLastSessionRefresh(Time.currentTime());
        return true;
    }
}
