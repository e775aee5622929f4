package io.apitokens.keycloak.oauth;

import io.apitokens.keycloak.revocation.ApiTokenRevocation;
import org.keycloak.Config;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.LoginProtocol;
import org.keycloak.protocol.oidc.OIDCLoginProtocolFactory;
import org.keycloak.protocol.oidc.OIDCProviderConfig;

/**
 * Replaces the stock OpenID Connect protocol, because Keycloak has no other SPI for its endpoints and for withdrawn
 * consents.
 */
public final class ApiTokenLoginProtocolFactory extends OIDCLoginProtocolFactory {

    private OIDCProviderConfig config;

    @Override
    public void init(Config.Scope options) {
        super.init(options);
        config = new OIDCProviderConfig(options);
    }

    @Override
    public LoginProtocol create(KeycloakSession session) {
        return new ApiTokenLoginProtocol(config).setSession(session);
    }

    @Override
    public Object createProtocolEndpoint(KeycloakSession session, EventBuilder event) {
        return new ApiTokenLoginProtocolService(session, event);
    }

    @Override
    public void onConsentRevoked(KeycloakSession session, ClientModel client, UserModel user) {
        super.onConsentRevoked(session, client, user);
        new ApiTokenRevocation(session).consentWithdrawn(client, user);
    }

    @Override
    public int order() {
        return super.order() + 1;
    }
}
