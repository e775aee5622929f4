package io.apitokens.keycloak.store.jpa;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import jakarta.persistence.EntityManager;

import io.apitokens.keycloak.compatibility.TestedVersions;
import io.apitokens.keycloak.log.LogMessage;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.store.ApiTokenProviderFactory;
import io.apitokens.keycloak.token.Secret;
import org.jboss.logging.Logger;
import org.keycloak.Config;
import org.keycloak.common.Version;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.connections.jpa.JpaConnectionProviderFactory;
import org.keycloak.connections.jpa.util.JpaUtils;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.timer.ScheduledTask;
import org.keycloak.timer.TimerProvider;

/** Connects the store to Keycloak's database. */
public final class JpaApiTokenProviderFactory implements ApiTokenProviderFactory {

    private static final Logger LOG = Logger.getLogger(JpaApiTokenProviderFactory.class);

    private static final String ID = "jpa";
    private static final String SECRET_PREFIX = "secretPrefix";
    private static final String DEFAULT_SECRET_PREFIX = "kcat";
    private static final String MAX_ACTIVE = "maxActive";
    private static final int DEFAULT_MAX_ACTIVE = 100;
    private static final String MAX_ENDED = "maxEnded";
    private static final int DEFAULT_MAX_ENDED = 1_000;

    private static final long TIDY_INTERVAL = TimeUnit.SECONDS.toMillis(30);

    private final UseLog uses = new UseLog();
    private KeycloakSessionFactory sessionFactory;
    private SecretLookup secrets;
    private String secretPrefix;
    private Limits limits;

    @Override
    public ApiTokenProvider create(KeycloakSession session) {
        return new JpaApiTokenProvider(session, secrets, uses, secretPrefix, limits);
    }

    @Override
    public void init(Config.Scope config) {
        secretPrefix = config.get(SECRET_PREFIX, DEFAULT_SECRET_PREFIX);
        // Rejects an invalid prefix at the start of the server.
        Secret.generate(secretPrefix);
        limits = new Limits(config.getInt(MAX_ACTIVE, DEFAULT_MAX_ACTIVE), config.getInt(MAX_ENDED, DEFAULT_MAX_ENDED));
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        sessionFactory = factory;
        TestedVersions tested = TestedVersions.ofThisBuild();
        if (!tested.include(Version.VERSION)) {
            LogMessage.UNTESTED_KEYCLOAK.log(LOG, null, tested.extension(), Version.VERSION, tested);
        }
        factory.register(this::migrated);
    }

    @Override
    public ScheduledTask useWriter() {
        return uses;
    }

    /** Runs before Keycloak closes the connections to the database, because of {@link #dependsOn()}. */
    @Override
    public void close() {
        if (secrets != null) {
            secrets.close();
        }
        uses.write(sessionFactory);
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public Set<Class<? extends Provider>> dependsOn() {
        return Set.of(JpaConnectionProvider.class);
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(SECRET_PREFIX)
                .type(ProviderConfigProperty.STRING_TYPE)
                .helpText("The prefix of new secrets: a letter, then up to 15 letters, digits or underscores. Secrets"
                        + " with an earlier prefix stay valid.")
                .defaultValue(DEFAULT_SECRET_PREFIX)
                .add()
                .property()
                .name(MAX_ACTIVE)
                .type(ProviderConfigProperty.INTEGER_TYPE)
                .helpText("The maximum number of active API tokens of a user.")
                .defaultValue(DEFAULT_MAX_ACTIVE)
                .add()
                .property()
                .name(MAX_ENDED)
                .type(ProviderConfigProperty.INTEGER_TYPE)
                .helpText("The maximum number of ended API tokens of a user that are kept. The oldest are removed.")
                .defaultValue(DEFAULT_MAX_ENDED)
                .add()
                .build();
    }

    private void migrated(ProviderEvent event) {
        if (event instanceof PostMigrationEvent) {
            try (KeycloakSession session = sessionFactory.create()) {
                EntityManager em =
                        session.getProvider(JpaConnectionProvider.class).getEntityManager();
                JpaConnectionProviderFactory database =
                        (JpaConnectionProviderFactory) sessionFactory.getProviderFactory(JpaConnectionProvider.class);
                secrets = new SecretLookup(
                        new SecretQuery(table -> JpaUtils.getTableNameForNativeQuery(table, em)),
                        database::getConnection);
                // Runs on each node, because each has a connection.
                session.getProvider(TimerProvider.class).schedule(secrets::tidy, TIDY_INTERVAL, "api-token-reader");
            }
        }
    }
}
