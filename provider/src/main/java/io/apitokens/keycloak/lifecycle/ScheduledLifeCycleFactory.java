package io.apitokens.keycloak.lifecycle;

import java.util.List;
import java.util.concurrent.TimeUnit;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.services.scheduled.ClusterAwareScheduledTaskRunner;
import org.keycloak.timer.TimerProvider;

/** Has the {@link LifeCycleTask} done at an interval, on one node at a time. */
public final class ScheduledLifeCycleFactory implements LifeCycleFactory {

    private static final String ID = "scheduled";
    private static final String INTERVAL = "interval";
    private static final int DEFAULT_INTERVAL = 60;

    // How long Keycloak's lock outlasts a node that holds it, where nothing tells that the node has gone: in most
    // clusters their members do. It must not expire at the interval, as it would by default, under a long run.
    private static final long LOCK = TimeUnit.HOURS.toMillis(1);

    private long intervalMillis;

    @Override
    public LifeCycle create(KeycloakSession session) {
        return () -> {};
    }

    @Override
    public void init(Config.Scope config) {
        intervalMillis = TimeUnit.SECONDS.toMillis(Math.max(1, config.getInt(INTERVAL, DEFAULT_INTERVAL)));
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(this::migrated);
    }

    @Override
    public void close() {
        // The timer is Keycloak's.
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(INTERVAL)
                .type(ProviderConfigProperty.INTEGER_TYPE)
                .helpText("How often, in seconds, API tokens that are due are ended or removed.")
                .defaultValue(DEFAULT_INTERVAL)
                .add()
                .build();
    }

    private void migrated(ProviderEvent event) {
        if (event instanceof PostMigrationEvent migrated) {
            KeycloakSessionFactory factory = migrated.getFactory();
            try (KeycloakSession session = factory.create()) {
                session.getProvider(TimerProvider.class)
                        .schedule(
                                new ClusterAwareScheduledTaskRunner(
                                        factory, new LifeCycleTask(), Math.max(LOCK, intervalMillis)),
                                intervalMillis);
            }
        }
    }
}
