package io.apitokens.keycloak.oauth;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.RefreshTokenIntrospectionProviderFactory;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;

/**
 * Finds API tokens under the {@code token_type_hint} {@code refresh_token}, and under it everything that Keycloak
 * finds.
 */
public final class CheckedRefreshTokenIntrospectionProviderFactory extends RefreshTokenIntrospectionProviderFactory {

    @Override
    public TokenIntrospectionProvider create(KeycloakSession session) {
        return new ApiTokenIntrospectionProvider(session, new CheckedRefreshTokenIntrospection(session));
    }

    @Override
    public int order() {
        return super.order() + 1;
    }
}
