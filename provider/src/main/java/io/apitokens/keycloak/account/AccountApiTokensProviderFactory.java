package io.apitokens.keycloak.account;

import io.apitokens.keycloak.policy.DoorOptions;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** Puts the account REST API at {@code /realms/{realm}/api-tokens}: the id is the segment of the path. */
public final class AccountApiTokensProviderFactory implements RealmResourceProviderFactory {

    private static final String ID = "api-tokens";

    @Override
    public RealmResourceProvider create(KeycloakSession session) {
        return new AccountApiTokensProvider(session);
    }

    @Override
    public void init(Config.Scope config) {
        // No options.
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        DoorOptions.check();
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
