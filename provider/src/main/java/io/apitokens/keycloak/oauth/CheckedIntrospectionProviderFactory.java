package io.apitokens.keycloak.oauth;

import java.util.function.Function;

import org.keycloak.Config;
import org.keycloak.authorization.protection.introspect.RPTIntrospectionProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProvider;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProviderFactory;
import org.keycloak.protocol.oidc.RefreshTokenIntrospectionProviderFactory;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;
import org.keycloak.protocol.oidc.TokenIntrospectionProviderFactory;

/**
 * Introspects API tokens with each {@code token_type_hint}, in addition to the tokens that Keycloak introspects with
 * it. Without a hint, Keycloak uses the provider for access tokens.
 */
public abstract class CheckedIntrospectionProviderFactory implements TokenIntrospectionProviderFactory {

    private final TokenIntrospectionProviderFactory stock;
    private final Function<KeycloakSession, AccessTokenIntrospectionProvider<?>> checked;

    private CheckedIntrospectionProviderFactory(
            TokenIntrospectionProviderFactory stock,
            Function<KeycloakSession, AccessTokenIntrospectionProvider<?>> checked) {
        this.stock = stock;
        this.checked = checked;
    }

    @Override
    public TokenIntrospectionProvider create(KeycloakSession session) {
        return new ApiTokenIntrospectionProvider(session, checked.apply(session));
    }

    @Override
    public void init(Config.Scope config) {
        stock.init(config);
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        stock.postInit(factory);
    }

    @Override
    public void close() {
        stock.close();
    }

    @Override
    public String getId() {
        return stock.getId();
    }

    @Override
    public int order() {
        return stock.order() + 1;
    }

    /** Hint {@code access_token}. */
    public static final class OfAccessTokens extends CheckedIntrospectionProviderFactory {

        public OfAccessTokens() {
            super(new AccessTokenIntrospectionProviderFactory(), CheckedIntrospection.OfAccessTokens::new);
        }
    }

    /** Hint {@code refresh_token}. */
    public static final class OfRefreshTokens extends CheckedIntrospectionProviderFactory {

        public OfRefreshTokens() {
            super(new RefreshTokenIntrospectionProviderFactory(), CheckedIntrospection.OfRefreshTokens::new);
        }
    }

    /** Hint {@code requesting_party_token}. */
    public static final class OfRequestingPartyTokens extends CheckedIntrospectionProviderFactory {

        public OfRequestingPartyTokens() {
            super(new RPTIntrospectionProviderFactory(), CheckedIntrospection.OfRequestingPartyTokens::new);
        }
    }
}
