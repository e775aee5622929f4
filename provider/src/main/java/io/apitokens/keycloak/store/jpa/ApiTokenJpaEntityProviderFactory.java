package io.apitokens.keycloak.store.jpa;

import org.keycloak.Config;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Registers the entities. Keycloak names the changelog table after the first letters of the id. */
public final class ApiTokenJpaEntityProviderFactory implements JpaEntityProviderFactory {

    static final String ID = "apitokens";

    @Override
    public JpaEntityProvider create(KeycloakSession session) {
        return new ApiTokenJpaEntityProvider();
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
