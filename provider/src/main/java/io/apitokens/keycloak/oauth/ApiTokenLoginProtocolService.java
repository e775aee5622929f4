package io.apitokens.keycloak.oauth;

import jakarta.ws.rs.Path;

import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCLoginProtocolService;
import org.keycloak.protocol.oidc.endpoints.UserInfoEndpoint;

/** The stock endpoints, except those for revocation and userinfo. */
public final class ApiTokenLoginProtocolService extends OIDCLoginProtocolService {

    private final KeycloakSession session;
    private final EventBuilder event;

    ApiTokenLoginProtocolService(KeycloakSession session, EventBuilder event) {
        super(session, event);
        this.session = session;
        this.event = event;
    }

    @Override
    @Path("userinfo")
    public Object issueUserInfo() {
        return new UserInfoEndpoint(session, new CheckedUserInfo());
    }

    @Override
    @Path("revoke")
    public Object revoke() {
        return new ApiTokenRevocationEndpoint(session, event);
    }
}
