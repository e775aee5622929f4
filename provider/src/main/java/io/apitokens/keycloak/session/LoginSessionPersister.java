package io.apitokens.keycloak.session;

import java.util.stream.Stream;

import jakarta.persistence.EntityManager;

import io.apitokens.keycloak.token.DerivedSessionId;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.jpa.session.JpaUserSessionPersisterProvider;
import org.keycloak.utils.StreamsUtil;

/**
 * Keycloak's store of sessions, which finds a session by exactly its id, and leaves derived sessions out of those of a
 * user. They are no logins: session limits do not count them, and the account console does not show them as devices.
 *
 * <p>It is a subclass because Keycloak casts the stock provider.
 */
final class LoginSessionPersister extends JpaUserSessionPersisterProvider {

    LoginSessionPersister(KeycloakSession session, EntityManager em, int expirationBatch) {
        super(session, em, expirationBatch);
    }

    /**
     * Finds a session by exactly its id. Some databases compare text without case, accents and trailing spaces, so that
     * a token could name a derived session by an id that does not look like one.
     */
    @Override
    public UserSessionModel loadUserSession(RealmModel realm, String userSessionId, boolean offline) {
        UserSessionModel found = super.loadUserSession(realm, userSessionId, offline);
        return found != null && found.getId().equals(userSessionId) ? found : null;
    }

    @Override
    public Stream<UserSessionModel> loadUserSessionsStream(
            RealmModel realm, UserModel user, boolean offline, Integer first, Integer max) {
        return offline
                ? super.loadUserSessionsStream(realm, user, true, first, max)
                : StreamsUtil.paginatedStream(
                        super.loadUserSessionsStream(realm, user, false, null, null)
                                .filter(LoginSessionPersister::isLogin),
                        first,
                        max);
    }

    /** Whether a session is a login. A foreign session with the id of a derived session stays visible. */
    private static boolean isLogin(UserSessionModel found) {
        return !DerivedSessionId.isOne(found.getId()) || !DerivedSession.is(found);
    }
}
