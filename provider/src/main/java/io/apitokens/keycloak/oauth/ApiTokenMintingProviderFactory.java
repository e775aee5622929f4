package io.apitokens.keycloak.oauth;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenExchangeProvider;
import org.keycloak.protocol.oidc.tokenexchange.StandardTokenExchangeProviderFactory;

/** Creates {@link ApiTokenMintingProvider}, beside the standard exchange. */
public final class ApiTokenMintingProviderFactory extends StandardTokenExchangeProviderFactory {

    @Override
    public TokenExchangeProvider create(KeycloakSession session) {
        return new ApiTokenMintingProvider();
    }

    @Override
    public String getId() {
        return "api-token-minting";
    }

    @Override
    public int order() {
        // Before the exchange of API tokens, which would also accept these requests.
        return super.order() + 2;
    }
}
