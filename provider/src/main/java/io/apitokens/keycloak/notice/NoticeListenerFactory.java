package io.apitokens.keycloak.notice;

import org.keycloak.Config;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Listens in all realms; the policy of each realm decides whether to send a notice. */
public final class NoticeListenerFactory implements EventListenerProviderFactory {

    private static final String ID = "api-token-notices";

    private final NoticeQueue queue = new NoticeQueue();

    /** Returns the notices that this node has yet to send. */
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
