package io.apitokens.keycloak.admin;

import org.keycloak.Config;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProvider;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProviderFactory;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** Serves the admin REST API at {@code /admin/realms/{realm}/api-tokens}: the id is the segment of the path. */
public final class AdminApiTokensProviderFactory implements AdminRealmResourceProviderFactory {

    private static final String ID = "api-tokens";

    @Override
    public AdminRealmResourceProvider create(KeycloakSession session) {
        return new AdminRealmResourceProvider() {
            @Override
            public Object getResource(
                    KeycloakSession current,
                    RealmModel realm,
                    AdminPermissionEvaluator auth,
                    AdminEventBuilder adminEvent) {
                return AdminApiTokensResource.of(new AdminRequest(current, realm, auth, adminEvent));
            }

            @Override
            public void close() {
                // Nothing to close.
            }
        };
    }

    @Override
    public void init(Config.Scope config) {
        // No options.
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(event -> {
            if (event instanceof ClientModel.ClientUpdatedEvent updated) {
                RegisteredClientGuard.check(updated.getKeycloakSession(), updated.getUpdatedClient());
                IntrospectionAgeGuard.check(updated.getKeycloakSession(), updated.getUpdatedClient());
            }
        });
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
