package io.apitokens.keycloak.oauth;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.refresh.DefaultRefreshTokenProviderFactory;
import org.keycloak.protocol.oidc.refresh.RefreshTokenProvider;

/** Replaces the stock provider of refresh tokens by {@link ApiTokenRefreshProvider}. */
public final class ApiTokenRefreshProviderFactory extends DefaultRefreshTokenProviderFactory {

    @Override
    public RefreshTokenProvider create(KeycloakSession session) {
        return new ApiTokenRefreshProvider(session);
    }

    @Override
    public int order() {
        return super.order() + 1;
    }
}
