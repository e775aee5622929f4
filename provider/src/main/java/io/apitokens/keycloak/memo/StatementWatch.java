package io.apitokens.keycloak.memo;

import org.hibernate.Session;
import org.hibernate.SessionEventListener;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * Notices each SQL statement of a request from now on. An evaluation without a statement has read nothing but
 * Keycloak's caches.
 */
final class StatementWatch implements SessionEventListener {

    private boolean noticed;

    private StatementWatch() {}

    static StatementWatch begin(KeycloakSession session) {
        StatementWatch watch = new StatementWatch();
        session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .unwrap(Session.class)
                .addEventListeners(watch);
        return watch;
    }

    boolean hasNoticed() {
        return noticed;
    }

    @Override
    public void jdbcPrepareStatementStart() {
        noticed = true;
    }
}
