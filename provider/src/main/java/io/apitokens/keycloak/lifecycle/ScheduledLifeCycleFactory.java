package io.apitokens.keycloak.lifecycle;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
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

/** Runs the {@link LifeCycleTask} at an interval, on one node at a time. */
public final class ScheduledLifeCycleFactory implements LifeCycleFactory {

    private static final String ID = "scheduled";
    private static final String INTERVAL = "interval";
    private static final int DEFAULT_INTERVAL = 60;

    // A thread of its own, because Keycloak runs all timers on one. A run that is due during another one is skipped.
    private final ExecutorService worker = new ThreadPoolExecutor(
            0, 1, 1, TimeUnit.MINUTES, new SynchronousQueue<>(), thread(), new ThreadPoolExecutor.DiscardPolicy());
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
        worker.shutdown();
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

    private static ThreadFactory thread() {
        return work -> {
            Thread thread = new Thread(work, "api-token-life-cycle");
            thread.setDaemon(true);
            return thread;
        };
    }

    private void migrated(ProviderEvent event) {
        if (event instanceof PostMigrationEvent migrated) {
            KeycloakSessionFactory factory = migrated.getFactory();
            try (KeycloakSession session = factory.create()) {
                // After a crash, another node takes over when the crashed run would be over.
                Runnable work = new ClusterAwareScheduledTaskRunner(
                        factory, new LifeCycleTask(), 2 * Budget.OF_A_RUN.toMillis());
                session.getProvider(TimerProvider.class)
                        .schedule(() -> worker.execute(work), intervalMillis, "api-token-life-cycle");
            }
        }
    }
}
