package io.apitokens.keycloak.session;

import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.utils.UserSessionModelDelegate;

/**
 * A user session that returns the client session that the request has created. Keycloak would find one by its key that
 * belongs to another, possibly different copy of the user session.
 */
public final class TransientDerivedSession extends UserSessionModelDelegate {

    private final AuthenticatedClientSessionModel clientSession;

    private TransientDerivedSession(UserSessionModel userSession, AuthenticatedClientSessionModel clientSession) {
        super(userSession);
        this.clientSession = clientSession;
    }

    /** @param copy of a user session that is stored nowhere; the client session is stored nowhere either */
    public static UserSessionModel of(KeycloakSession session, UserSessionModel copy, ClientModel client) {
        return new TransientDerivedSession(copy, session.sessions().createClientSession(copy.getRealm(), client, copy));
    }

    @Override
    public AuthenticatedClientSessionModel getAuthenticatedClientSessionByClient(String id) {
        return clientSession.getClient().getId().equals(id)
                ? clientSession
                : super.getAuthenticatedClientSessionByClient(id);
    }
}
