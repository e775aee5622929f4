package io.apitokens.keycloak.session;

import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.utils.UserSessionModelDelegate;

/**
 * A user session with the session that the request has made for its client. Keycloak would look for that by its key and
 * give it another user session, which need not say the same as this one.
 */
public final class TransientDerivedSession extends UserSessionModelDelegate {

    private final AuthenticatedClientSessionModel clientSession;

    private TransientDerivedSession(UserSessionModel userSession, AuthenticatedClientSessionModel clientSession) {
        super(userSession);
        this.clientSession = clientSession;
    }

    /** @param copy of a user session, stored nowhere; neither is the session of the client */
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
