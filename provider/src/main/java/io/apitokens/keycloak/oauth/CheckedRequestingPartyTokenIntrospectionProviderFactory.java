package io.apitokens.keycloak.oauth;

import org.keycloak.authorization.protection.introspect.RPTIntrospectionProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;

/**
 * Finds API tokens under the {@code token_type_hint} {@code requesting_party_token}, and under it everything that
 * Keycloak finds.
 */
public final class CheckedRequestingPartyTokenIntrospectionProviderFactory extends RPTIntrospectionProviderFactory {

    @Override
    public TokenIntrospectionProvider create(KeycloakSession session) {
        return new ApiTokenIntrospectionProvider(session, new CheckedRequestingPartyTokenIntrospection(session));
    }

    @Override
    public int order() {
        return super.order() + 1;
    }
}
