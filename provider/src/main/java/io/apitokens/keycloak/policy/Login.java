package io.apitokens.keycloak.policy;

import java.util.Optional;

import org.keycloak.common.constants.ServiceAccountConstants;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.UserSessionModel.SessionPersistenceState;
import org.keycloak.protocol.LoginProtocol;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.managers.AuthenticationManager;

/**
 * Decides whether an access token comes from a login of its user (law 8).
 *
 * <p>A login is a stored session that a login protocol has started. Other sessions have another authentication method,
 * such as {@code impersonate} or {@code external-exchange}, or are transient and named by no token, as those of the
 * client credentials and JWT authorization grants.
 */
final class Login {

    private final KeycloakSession session;
    private final AccessToken token;
    private final UserSessionModel userSession;

    /** @param userSession null for none */
    Login(KeycloakSession session, AccessToken token, UserSessionModel userSession) {
        this.session = session;
        this.token = token;
        this.userSession = userSession;
    }

    /** @throws ApiTokenForbiddenException if there is no login, or if somebody else acts in it */
    void require() {
        requireNoActor();
        if (!isStored() || !isStartedByProtocol()) {
            throw ApiTokenForbiddenException.noLogin();
        }
    }

    /**
     * Requires a login of an admin, or a service account that authenticated with the credentials of its client.
     *
     * @throws ApiTokenForbiddenException for all others
     */
    void requireOrServiceAccount(UserModel admin) {
        if (admin.getServiceAccountClientLink() == null) {
            require();
            return;
        }
        requireNoActor();
        if (userSession == null || !ServiceAccountConstants.CLIENT_AUTH.equals(userSession.getAuthMethod())) {
            throw ApiTokenForbiddenException.noLogin();
        }
    }

    /** Returns the time of the login, in epoch seconds: the session's, or an earlier {@code auth_time} (RFC 9470). */
    long time() {
        String noted = userSession.getNote(AuthenticationManager.AUTH_TIME);
        long ofSession = noted == null ? userSession.getStarted() : Long.parseLong(noted);
        // A protocol mapper can write the claim.
        return token.getAuth_time() == null ? ofSession : Math.min(token.getAuth_time(), ofSession);
    }

    private void requireNoActor() {
        Optional<Actor> actor = userSession == null ? Optional.empty() : Actor.of(session, token, userSession);
        if (actor.isPresent()) {
            throw ApiTokenForbiddenException.actor(actor.get());
        }
    }

    /**
     * Returns whether the session is stored, or a transient copy of a stored one, which Keycloak makes in a token
     * exchange.
     */
    private boolean isStored() {
        return userSession != null
                && userSession.getId().equals(token.getSessionId())
                && (userSession.getPersistenceState() != SessionPersistenceState.TRANSIENT
                        || userSession.getNote(Constants.CREATED_FROM_PERSISTENT) != null);
    }

    private boolean isStartedByProtocol() {
        String method = userSession.getAuthMethod();
        return method != null
                && session.getKeycloakSessionFactory().getProviderFactory(LoginProtocol.class, method) != null;
    }
}
