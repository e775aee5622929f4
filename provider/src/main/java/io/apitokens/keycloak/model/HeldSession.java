package io.apitokens.keycloak.model;

import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.utils.UserSessionModelDelegate;

/**
 * A user session with the session that the request has made for its client. Keycloak would look for that by its key and
 * give it another user session, which need not say the same as this one.
 */
final class HeldSession extends UserSessionModelDelegate {

    private final AuthenticatedClientSessionModel clientSession;

    HeldSession(UserSessionModel userSession, AuthenticatedClientSessionModel clientSession) {
        super(userSession);
        this.clientSession = clientSession;
    }

    @Override
    public AuthenticatedClientSessionModel getAuthenticatedClientSessionByClient(String id) {
        return clientSession.getClient().getId().equals(id)
                ? clientSession
                : super.getAuthenticatedClientSessionByClient(id);
    }
}
