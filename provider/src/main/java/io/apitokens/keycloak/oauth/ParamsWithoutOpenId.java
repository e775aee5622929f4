package io.apitokens.keycloak.oauth;

import org.keycloak.protocol.oidc.TokenExchangeContext;

/** The parameters of an exchange without {@code openid}, by which Keycloak makes an ID token (law 4). */
final class ParamsWithoutOpenId extends TokenExchangeContext.Params {

    private final String scope;

    /** @param requested scope of the request; null for none */
    ParamsWithoutOpenId(TokenExchangeContext context, String requested) {
        context.super();
        this.scope = requested == null ? null : ScopeNames.withoutOpenId(requested);
    }

    @Override
    public String getScope() {
        return scope;
    }
}
