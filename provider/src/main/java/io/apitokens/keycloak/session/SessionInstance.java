package io.apitokens.keycloak.session;

import java.util.Map;
import java.util.Objects;

import org.keycloak.models.UserSessionModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.UserSessionModelDelegate;

/**
 * Step 3 of the protocol of the derived session: one of the sessions that an API token has had under the same id.
 *
 * @param id distinguishes it from the others
 * @param started in epoch seconds
 */
record SessionInstance(String id, int started) {

    private static final String CORRECTED = DerivedSession.AUTH_METHOD + ".instance";

    static String newId() {
        return KeycloakModelUtils.generateId();
    }

    /**
     * Returns the id of the instance that a session is. It is the broker session id, which derived sessions do not need
     * otherwise and which the first of concurrent creations sets for all. A note has precedence.
     *
     * @return null if the session is not derived
     */
    static String idOf(UserSessionModel derived) {
        String corrected = derived.getNote(CORRECTED);
        return corrected == null ? derived.getBrokerSessionId() : corrected;
    }

    /**
     * Notes the instance of the database in the cache if concurrent creations have reached them in different order.
     *
     * @return null if there is no session
     */
    static SessionInstance agree(DerivedSessionTransaction transaction) {
        UserSessionModel found = transaction.find();
        if (found == null) {
            return null;
        }
        UserSessionModel stored = DerivedSessionTransaction.isKeptInDatabase() ? transaction.findInDatabase() : null;
        if (stored != null && !Objects.equals(stored.getBrokerSessionId(), idOf(found))) {
            found.setNote(CORRECTED, stored.getBrokerSessionId());
        }
        return new SessionInstance(idOf(found), found.getStarted());
    }

    /**
     * Shows a request this instance. Keycloak goes on to show it an earlier one that it has seen before.
     *
     * @param seen session as Keycloak shows it to the request
     */
    UserSessionModel shownFor(UserSessionModel seen) {
        return id.equals(idOf(seen)) ? seen : new Shown(seen, this);
    }

    private static final class Shown extends UserSessionModelDelegate {

        private final SessionInstance instance;

        private Shown(UserSessionModel seen, SessionInstance instance) {
            super(seen);
            this.instance = instance;
        }

        /** Keycloak bounds the expiry of a JWT by it. */
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
