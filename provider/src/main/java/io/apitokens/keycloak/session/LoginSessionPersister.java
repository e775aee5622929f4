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
 * Leaves derived sessions out of the stored sessions of a user, because they are no logins: session limits do not count
 * them, and the account console does not show them as devices. It is a subclass because Keycloak casts the provider.
 */
final class LoginSessionPersister extends JpaUserSessionPersisterProvider {

    LoginSessionPersister(KeycloakSession session, EntityManager em, int expirationBatch) {
        super(session, em, expirationBatch);
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
