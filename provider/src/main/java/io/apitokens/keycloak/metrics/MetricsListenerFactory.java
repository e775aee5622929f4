package io.apitokens.keycloak.metrics;

import org.keycloak.Config;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Listens in all realms. If metrics are not enabled, {@link NoMetrics} ignores the counts. */
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
        // Nothing to do.
    }

    @Override
    public void close() {
        // Nothing to close.
    }

    @Override
    public String getId() {
        return ID;
    }
}
