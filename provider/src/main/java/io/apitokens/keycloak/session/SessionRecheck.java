package io.apitokens.keycloak.session;

import jakarta.persistence.PersistenceException;

import io.apitokens.keycloak.log.LogMessage;
import io.apitokens.keycloak.token.ApiToken;
import org.jboss.logging.Logger;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.ModelException;
import org.keycloak.models.UserSessionModel;

/**
 * Steps 7 and 8 of the protocol of the derived session: after a request, ends the session if the API token is revoked.
 */
final class SessionRecheck extends AbstractKeycloakTransaction {

    private static final int ATTEMPTS = 5;
    private static final Logger LOG = Logger.getLogger(DerivedSession.class);

    private final KeycloakSessionFactory factory;
    private final ApiToken token;

    private SessionRecheck(KeycloakSessionFactory factory, ApiToken token) {
        this.factory = factory;
        this.token = token;
    }

    static void enlist(KeycloakSession session, ApiToken token) {
        // Lets Keycloak enlist its own transaction of the sessions first.
        session.sessions();
        session.getTransactionManager()
                .enlistAfterCompletion(new SessionRecheck(session.getKeycloakSessionFactory(), token));
    }

    @Override
    protected void commitImpl() {
        endIfRevoked();
    }

    /** The session was created in a transaction of its own, which is not rolled back. */
    @Override
    protected void rollbackImpl() {
        endIfRevoked();
    }

    private void endIfRevoked() {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                DerivedSessionTransaction.call(factory, token, transaction -> {
                    endIfRevoked(transaction);
                    return null;
                });
                return;
            } catch (ModelException | PersistenceException e) {
                LOG.debugf(e, "Attempt %d to end the sessions of API token %s failed", attempt, token.id());
            }
        }
        LogMessage.SESSION_LEFT.log(LOG, null, token.id());
    }

    private static void endIfRevoked(DerivedSessionTransaction transaction) {
        if (transaction.isTokenUnrevoked()) {
            return;
        }
        KeycloakSession session = transaction.session();
        ApiToken token = transaction.token();
        new DerivedSession(session, token).end();
        UserSessionModel stored = transaction.findInDatabase();
        if (stored == null || stored.getUser() == null || DerivedSession.isOf(token, stored)) {
            // Also removes client sessions that were stored after their user session had been removed.
            transaction.database().removeUserSession(transaction.id(), false);
        }
        // A refresh on another node may have cached the granting session before it was removed from the database.
        new GrantingSessions(session, transaction.realm()).end(token);
    }
}
