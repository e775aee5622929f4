package io.apitokens.keycloak.oauth;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenExchangeProvider;
import org.keycloak.protocol.oidc.tokenexchange.StandardTokenExchangeProviderFactory;

/** Replaces the standard token exchange by {@link ApiTokenExchangeProvider}. */
public final class ApiTokenExchangeProviderFactory extends StandardTokenExchangeProviderFactory {

    @Override
    public TokenExchangeProvider create(KeycloakSession session) {
        return new ApiTokenExchangeProvider();
    }

    @Override
    public int order() {
        return super.order() + 1;
    }
}
