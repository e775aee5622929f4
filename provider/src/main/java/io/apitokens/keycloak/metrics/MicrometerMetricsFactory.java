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

/** Counts if Keycloak's option {@code metrics-enabled} is on. */
public final class MicrometerMetricsFactory implements ApiTokenMetricsFactory {

    private static final String ID = "micrometer";

    private static final String INTERVAL = "interval";

    // Each lookup is one query; the counts themselves are taken less often.
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
            factory.register(this::onEvent);
        }
    }

    @Override
    public void close() {
        // Keycloak closes the registry.
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

    private void onEvent(ProviderEvent event) {
        if (event instanceof PostMigrationEvent migrated) {
            KeycloakSessionFactory factory = migrated.getFactory();
            try (KeycloakSession session = factory.create()) {
                // Runs on each node: each has its own metrics, although only one node takes the counts.
                session.getProvider(TimerProvider.class)
                        .schedule(new ScheduledTaskRunner(factory, new ActiveTask()), intervalMillis);
            }
        } else if (event instanceof RealmModel.RealmRemovedEvent removed) {
            String realm = removed.getRealm().getName();
            // Runs after the commit, and after the counts of API tokens that end with the realm.
            removed.getKeycloakSession()
                    .getTransactionManager()
                    .enlistAfterCompletion(new AbstractKeycloakTransaction() {
                        @Override
                        protected void commitImpl() {
                            metrics.removed(realm);
                        }

                        @Override
                        protected void rollbackImpl() {
                            // The realm still exists.
                        }
                    });
        }
    }
}
