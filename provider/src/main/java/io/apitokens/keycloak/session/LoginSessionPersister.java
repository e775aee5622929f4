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
 * Keycloak's store of sessions, with two changes. It finds a session by exactly its id. It leaves derived sessions out
 * of the sessions of a user, because they are no logins: session limits do not count them, and the account console does
 * not show them as devices.
 *
 * <p>It is a subclass because Keycloak casts the provider to the stock class.
 */
final class LoginSessionPersister extends JpaUserSessionPersisterProvider {

    LoginSessionPersister(KeycloakSession session, EntityManager em, int expirationBatch) {
        super(session, em, expirationBatch);
    }

    /**
     * Finds a session by exactly its id. Some databases ignore case, accents and trailing spaces, so that a token could
     * name a derived session by an id that has another form.
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

    /** Returns whether a session is a login. A foreign session with the id of a derived session stays visible. */
    private static boolean isLogin(UserSessionModel found) {
        return !DerivedSessionId.isOne(found.getId()) || !DerivedSession.is(found);
    }
}
