package io.apitokens.keycloak.tests.server;

import java.util.function.Function;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** Serves a resource for tests below {@code /realms/{realm}}. */
abstract class TestResourceFactory implements RealmResourceProviderFactory {

    private final String id;
    private final Function<KeycloakSession, Object> resource;

    /**
     * @param id the path of the resource below the realm
     * @param resource makes the resource for a request
     */
    TestResourceFactory(String id, Function<KeycloakSession, Object> resource) {
        this.id = id;
        this.resource = resource;
    }

    @Override
    public final RealmResourceProvider create(KeycloakSession session) {
        return new RealmResourceProvider() {
            @Override
            public Object getResource() {
                return resource.apply(session);
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
    }

    @Override
    public final void init(Config.Scope config) {
        // No options.
    }

    @Override
    public final void postInit(KeycloakSessionFactory factory) {
        // Needs no other factory.
    }

    @Override
    public final void close() {
        // Nothing is held.
    }

    @Override
    public final String getId() {
        return id;
    }
}
