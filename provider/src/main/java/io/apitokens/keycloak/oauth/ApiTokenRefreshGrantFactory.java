package io.apitokens.keycloak.oauth;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.protocol.oidc.grants.RefreshTokenGrantTypeFactory;

/** Replaces the stock refresh grant by {@link ApiTokenRefreshGrant}. */
public final class ApiTokenRefreshGrantFactory extends RefreshTokenGrantTypeFactory {

    @Override
    public OAuth2GrantType create(KeycloakSession session) {
        return new ApiTokenRefreshGrant();
    }

    @Override
    public int order() {
        return super.order() + 1;
    }
}
