package io.apitokens.keycloak.session;

import java.util.Comparator;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.sessions.AuthenticationSessionProvider;
import org.keycloak.sessions.AuthenticationSessionProviderFactory;

/**
 * Puts {@link LoginAuthenticationSessions} in front of Keycloak's authentication sessions. It has an id of its own, so
 * that the stock factory keeps its options and cluster listeners.
 */
public final class LoginAuthenticationSessionsFactory
        implements AuthenticationSessionProviderFactory<AuthenticationSessionProvider> {

    static final String ID = "api-tokens";

    @Override
    public AuthenticationSessionProvider create(KeycloakSession session) {
        return new LoginAuthenticationSessions(
                session.getProvider(AuthenticationSessionProvider.class, stock(session.getKeycloakSessionFactory())));
    }

    /** Returns the id of the factory that Keycloak would choose, which depends on its features. */
    private static String stock(KeycloakSessionFactory factory) {
        return factory.getProviderFactoriesStream(AuthenticationSessionProvider.class)
                .filter(other -> !ID.equals(other.getId()))
                .max(Comparator.comparingInt(ProviderFactory::order))
                .map(ProviderFactory::getId)
                .orElseThrow(() -> new IllegalStateException("Provider " + ID
                        + " of authentication sessions needs another one: do not set it as the only one"));
    }

    @Override
    public void init(Config.Scope config) {
        // No options.
    }

    /** Fails at the start of the server, and not at the first login, if there is no stock factory. */
    @Override
    public void postInit(KeycloakSessionFactory factory) {
        stock(factory);
    }

    @Override
    public void close() {
        // Nothing to close.
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public int order() {
        return Integer.MAX_VALUE;
    }
}
