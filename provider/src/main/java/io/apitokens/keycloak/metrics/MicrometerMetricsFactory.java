package io.apitokens.keycloak.metrics;

import java.util.List;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Metrics;
import org.keycloak.Config;
import org.keycloak.config.MetricsOptions;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.services.scheduled.ScheduledTaskRunner;
import org.keycloak.timer.TimerProvider;

/** Counts where Keycloak's option {@code metrics-enabled} is on. */
public final class MicrometerMetricsFactory implements ApiTokenMetricsFactory {

    private static final String ID = "micrometer";

    private static final String INTERVAL = "interval";

    // One read of a cache that the nodes share; the counts in it are taken less often.
    private static final int DEFAULT_INTERVAL = 30;

    private boolean enabled;
    private long intervalMillis;
    private ApiTokenMetrics metrics = new NoMetrics();

    @Override
    public ApiTokenMetrics create(KeycloakSession session) {
        return metrics;
    }

    @Override
    public void init(Config.Scope config) {
        intervalMillis = TimeUnit.SECONDS.toMillis(Math.max(1, config.getInt(INTERVAL, DEFAULT_INTERVAL)));
        enabled = config.root().getBoolean(MetricsOptions.METRICS_ENABLED.getKey(), false);
        if (enabled) {
            metrics = new MicrometerMetrics(Metrics.globalRegistry);
        }
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        if (enabled) {
            factory.register(this::happened);
        }
    }

    @Override
    public void close() {
        // The registry is Keycloak's.
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
                .helpText("How often, in seconds, the number of active API tokens is looked up for the metrics.")
                .defaultValue(DEFAULT_INTERVAL)
                .add()
                .build();
    }

    private void happened(ProviderEvent event) {
        if (event instanceof PostMigrationEvent migrated) {
            KeycloakSessionFactory factory = migrated.getFactory();
            try (KeycloakSession session = factory.create()) {
                // On each node: each has its own metrics, though only one of them takes the counts.
                session.getProvider(TimerProvider.class)
                        .schedule(new ScheduledTaskRunner(factory, new ActiveTask()), intervalMillis);
            }
        } else if (event instanceof RealmModel.RealmRemovedEvent removed) {
            String realm = removed.getRealm().getName();
            // What ends with the realm is counted after the commit: so is this, and later.
            removed.getKeycloakSession()
                    .getTransactionManager()
                    .enlistAfterCompletion(new AbstractKeycloakTransaction() {
                        @Override
                        protected void commitImpl() {
                            metrics.removed(realm);
                        }

                        @Override
                        protected void rollbackImpl() {
                            // It is still there.
                        }
                    });
        }
    }
}
