package io.apitokens.keycloak.oauth;

import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCLoginProtocolFactory;

/** The stock OpenID Connect endpoints with a revocation endpoint that knows API tokens: Keycloak has no SPI for it. */
public final class ApiTokenLoginProtocolFactory extends OIDCLoginProtocolFactory {

    @Override
    public Object createProtocolEndpoint(KeycloakSession session, EventBuilder event) {
        return new ApiTokenLoginProtocolService(session, event);
    }

    @Override
    public int order() {
        return super.order() + 1;
    }
}
