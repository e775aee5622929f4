package io.apitokens.keycloak.oauth;

import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.utils.UserSessionModelDelegate;
import org.keycloak.services.util.UserSessionUtil;

/**
 * A derived session in which a client has none of its own, during a request that makes a JWT and no refresh token: a
 * copy that is stored nowhere, with a session of the client. Keycloak's standard exchange makes the same, but not
 * before it has asked the database for a session of the client.
 */
final class PassingSession extends UserSessionModelDelegate {

    private final AuthenticatedClientSessionModel clientSession;

    private PassingSession(UserSessionModel copy, AuthenticatedClientSessionModel clientSession) {
        super(copy);
        this.clientSession = clientSession;
    }

    static UserSessionModel of(KeycloakSession session, UserSessionModel derived, ClientModel client) {
        UserSessionModel copy = UserSessionUtil.createTransientUserSession(session, derived);
        return new PassingSession(copy, session.sessions().createClientSession(copy.getRealm(), client, copy));
    }

    @Override
    public AuthenticatedClientSessionModel getAuthenticatedClientSessionByClient(String id) {
        return clientSession.getClient().getId().equals(id)
                ? clientSession
                : super.getAuthenticatedClientSessionByClient(id);
    }
}
