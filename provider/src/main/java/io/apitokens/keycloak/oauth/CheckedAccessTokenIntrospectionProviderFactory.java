package io.apitokens.keycloak.oauth;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProviderFactory;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;

/**
 * Finds API tokens under the {@code token_type_hint} {@code access_token} or none, and under it everything that
 * Keycloak finds.
 */
public final class CheckedAccessTokenIntrospectionProviderFactory extends AccessTokenIntrospectionProviderFactory {

    @Override
    public TokenIntrospectionProvider create(KeycloakSession session) {
        return new ApiTokenIntrospectionProvider(session, new CheckedAccessTokenIntrospection(session));
    }

    @Override
    public int order() {
        return super.order() + 1;
    }
}
