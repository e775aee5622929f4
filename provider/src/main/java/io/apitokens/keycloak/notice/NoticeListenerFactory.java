package io.apitokens.keycloak.notice;

import org.keycloak.Config;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Listens in all realms; whether a notice is sent is a matter of the policy. */
public final class NoticeListenerFactory implements EventListenerProviderFactory {

    private static final String ID = "api-token-notices";

    private final NoticeQueue queue = new NoticeQueue();

    /** What this node has still to send. */
    static NoticeQueue queue(KeycloakSessionFactory sessionFactory) {
        return ((NoticeListenerFactory) sessionFactory.getProviderFactory(EventListenerProvider.class, ID)).queue;
    }

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new NoticeListener(session);
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
