package io.apitokens.keycloak.store.jpa;

import java.util.List;

import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;

/** Adds the tables of API tokens to Keycloak's persistence unit and its changelog to Keycloak's migration. */
final class ApiTokenJpaEntityProvider implements JpaEntityProvider {

    @Override
    public List<Class<?>> getEntities() {
        return List.of(
                ApiTokenEntity.class,
                ApiTokenScopeEntity.class,
                ApiTokenCountEntity.class,
                LastUseEntity.class,
                PreviousSecretEntity.class);
    }

    @Override
    public String getChangelogLocation() {
        return "META-INF/api-tokens-changelog.xml";
    }

    @Override
    public String getFactoryId() {
        return ApiTokenJpaEntityProviderFactory.ID;
    }

    @Override
    public void close() {
        // Nothing to close.
    }
}
