package io.apitokens.keycloak.session;

import java.util.Map;
import java.util.Objects;

import org.keycloak.models.UserSessionModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.UserSessionModelDelegate;
import org.keycloak.services.managers.AuthenticationManager;

/**
 * Step 3 of the protocol of the derived session: one of the sessions that an API token had with the same id.
 *
 * @param id distinguishes this session from the others
 * @param started in epoch seconds
 */
record SessionInstance(String id, int started) {

    private static final String CORRECTED = DerivedSession.AUTH_METHOD + ".instance";

    static String newId() {
        return KeycloakModelUtils.generateId();
    }

    /**
     * Returns the instance id of a session. The broker session id stores it: derived sessions do not need that
     * otherwise, and the first of concurrent creations sets it for all. A note has precedence.
     *
     * @return null if the session is not derived
     */
    static String idOf(UserSessionModel derived) {
        String corrected = derived.getNote(CORRECTED);
        return corrected == null ? derived.getBrokerSessionId() : corrected;
    }

    /**
     * Returns the present instance. If cache and database hold different creations, notes that of the database in the
     * cache.
     *
     * @return null if there is no valid session
     */
    static SessionInstance reconcile(DerivedSessionTransaction transaction) {
        UserSessionModel found = transaction.find();
        if (!AuthenticationManager.isSessionValid(transaction.realm(), found)) {
            return null;
        }
        UserSessionModel stored = DerivedSessionTransaction.isKeptInDatabase() ? transaction.findInDatabase() : null;
        if (stored != null && !Objects.equals(stored.getBrokerSessionId(), idOf(found))) {
            found.setNote(CORRECTED, stored.getBrokerSessionId());
        }
        return of(found);
    }

    static SessionInstance of(UserSessionModel derived) {
        return new SessionInstance(idOf(derived), derived.getStarted());
    }

    /**
     * Shows this instance to a request. Without this, Keycloak would continue to show an earlier instance that the
     * request has read before.
     *
     * @param seen session as Keycloak shows it to the request
     */
    UserSessionModel shownFor(UserSessionModel seen) {
        return isShownBy(seen) ? seen : new Shown(seen, this);
    }

    /** Returns whether Keycloak shows this instance to a request. */
    boolean isShownBy(UserSessionModel seen) {
        return id.equals(idOf(seen));
    }

    private static final class Shown extends UserSessionModelDelegate {

        private final SessionInstance instance;

        private Shown(UserSessionModel seen, SessionInstance instance) {
            super(seen);
            this.instance = instance;
        }

        /** Keycloak limits the expiry of a JWT by this. */
        @Override
        public int getStarted() {
            return instance.started;
        }

        @Override
        public String getBrokerSessionId() {
            return instance.id;
        }

        @Override
        public String getNote(String name) {
            return getNotes().get(name);
        }

        /** The notes of the earlier session do not belong to this one. */
        @Override
        public Map<String, String> getNotes() {
            return Map.of();
        }
    }
}
