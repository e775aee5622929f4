package io.apitokens.keycloak.metrics;

import org.keycloak.Config;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Listens in all realms, in place of nobody where metrics are not enabled. */
public final class MetricsListenerFactory implements EventListenerProviderFactory {

    private static final String ID = "api-token-metrics";

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new MetricsListener(session);
    }

    @Override
    public boolean isGlobal() {
        return true;
    }

    @Override
    public void init(Config.Scope config) {
        // No options.
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        // Nothing to wire.
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    @Override
    public String getId() {
        return ID;
    }
}
