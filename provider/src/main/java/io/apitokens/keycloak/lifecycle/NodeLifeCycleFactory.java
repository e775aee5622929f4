package io.apitokens.keycloak.lifecycle;

import java.util.concurrent.TimeUnit;

import io.apitokens.keycloak.metrics.TimedTask;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.store.ApiTokenProviderFactory;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.services.scheduled.ScheduledTaskRunner;
import org.keycloak.timer.TimerProvider;

/** Runs the work of each node: listens for removals, and writes the uses that this node has seen. */
public final class NodeLifeCycleFactory implements LifeCycleFactory {

    private static final String ID = "node";
    private static final long WRITE_INTERVAL = TimeUnit.SECONDS.toMillis(5);

    @Override
    public LifeCycle create(KeycloakSession session) {
        return () -> {};
    }

    @Override
    public void init(Config.Scope config) {
        // No options.
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(new RemovalListener());
        factory.register(NodeLifeCycleFactory::migrated);
    }

    @Override
    public void close() {
        // The store writes the last uses while its database is open.
    }

    @Override
    public String getId() {
        return ID;
    }

    private static void migrated(ProviderEvent event) {
        if (event instanceof PostMigrationEvent migrated) {
            KeycloakSessionFactory factory = migrated.getFactory();
            ApiTokenProviderFactory store =
                    (ApiTokenProviderFactory) factory.getProviderFactory(ApiTokenProvider.class);
            try (KeycloakSession session = factory.create()) {
                session.getProvider(TimerProvider.class)
                        .schedule(
                                new ScheduledTaskRunner(factory, new TimedTask("write-uses", store.useWriter())),
                                WRITE_INTERVAL);
            }
        }
    }
}
