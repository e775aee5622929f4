package io.apitokens.keycloak.oauth;

import jakarta.ws.rs.core.Response;

import io.apitokens.keycloak.session.DerivedSession;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.OIDCProviderConfig;

/**
 * The stock protocol, except that it sends no logout token for a derived session. A logout token is a signed statement
 * about the user and could outlive the API token.
 */
final class ApiTokenLoginProtocol extends OIDCLoginProtocol {

    ApiTokenLoginProtocol(OIDCProviderConfig config) {
        super(config);
    }

    @Override
    public Response backchannelLogout(UserSessionModel userSession, AuthenticatedClientSessionModel clientSession) {
        return DerivedSession.is(userSession)
                ? Response.noContent().build()
                : super.backchannelLogout(userSession, clientSession);
    }

    @Override
    public Response frontchannelLogout(UserSessionModel userSession, AuthenticatedClientSessionModel clientSession) {
        return DerivedSession.is(userSession) ? null : super.frontchannelLogout(userSession, clientSession);
    }
}
