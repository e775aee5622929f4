package io.apitokens.keycloak.session;

import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.UserSessionModel.SessionPersistenceState;
import org.keycloak.services.managers.AuthenticationManager;

/** Steps 1 and 2 of the protocol of the derived session: removes a session that has ended and creates a new one. */
final class SessionCreation {

    private SessionCreation() {}

    /**
     * Creates the session, unless its user was removed.
     *
     * @return false if there is one already, valid or expired
     */
    static boolean create(DerivedSessionTransaction transaction, String address) {
        if (transaction.find() != null || isInDatabase(transaction)) {
            return false;
        }
        UserModel user = transaction
                .session()
                .users()
                .getUserById(transaction.realm(), transaction.token().userId());
        if (user != null) {
            create(transaction, user, address);
        }
        return true;
    }

    private static void create(DerivedSessionTransaction transaction, UserModel user, String address) {
        transaction
                .session()
                .sessions()
                .createUserSession(
                        transaction.id(),
                        transaction.realm(),
                        user,
                        user.getUsername(),
                        address,
                        DerivedSession.AUTH_METHOD,
                        false,
                        SessionInstance.newId(),
                        null,
                        SessionPersistenceState.PERSISTENT);
    }

    private static boolean isInDatabase(DerivedSessionTransaction transaction) {
        return DerivedSessionTransaction.isKeptInDatabase() && transaction.findInDatabase() != null;
    }

    /** Removes the session from cache and database if it has expired, or if it is to be renewed and has no row. */
    static void removeEnded(DerivedSessionTransaction transaction) {
        boolean isStored = transaction.lock();
        UserSessionModel cached = transaction.find();
        UserSessionModel found =
                cached == null && isStored ? transaction.requireOwn(transaction.findInDatabase()) : cached;
        if (found == null) {
            return;
        }
        boolean isExpired = !AuthenticationManager.isSessionValid(transaction.realm(), found);
        boolean isLost = DerivedSessionTransaction.isKeptInDatabase()
                && !isStored
                && !SessionRenewal.isFresh(transaction.realm(), found);
        if (!isExpired && !isLost) {
            return;
        }
        if (cached != null) {
            transaction.session().sessions().removeUserSession(transaction.realm(), cached);
        }
        if (isStored) {
            transaction.database().removeUserSession(transaction.id(), false);
        }
        if (isExpired) {
            reportExpired(transaction);
        }
    }

    /** Sends the event that Keycloak sends when it removes an expired session itself. */
    private static void reportExpired(DerivedSessionTransaction transaction) {
        new EventBuilder(transaction.realm(), transaction.session())
                .event(EventType.USER_SESSION_DELETED)
                .user(transaction.token().userId())
                .session(transaction.id())
                .detail(Details.REASON, Details.USER_SESSION_EXPIRED_REASON)
                .success();
    }
}
