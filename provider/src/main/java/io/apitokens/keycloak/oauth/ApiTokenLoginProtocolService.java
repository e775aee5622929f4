package io.apitokens.keycloak.oauth;

import jakarta.ws.rs.Path;

import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCLoginProtocolService;

/** The stock endpoints, but for revocation. */
public final class ApiTokenLoginProtocolService extends OIDCLoginProtocolService {

    private final KeycloakSession session;
    private final EventBuilder event;

    ApiTokenLoginProtocolService(KeycloakSession session, EventBuilder event) {
        super(session, event);
        this.session = session;
        this.event = event;
    }

    @Override
    @Path("revoke")
    public Object revoke() {
        return new ApiTokenRevocationEndpoint(session, event);
    }
}
