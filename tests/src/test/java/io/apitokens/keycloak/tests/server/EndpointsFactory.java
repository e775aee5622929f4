package io.apitokens.keycloak.tests.server;

/** Serves the list of the server's endpoints at {@code /realms/{realm}/test-endpoints}. */
public final class EndpointsFactory extends TestResourceFactory {

    public EndpointsFactory() {
        super("test-endpoints", session -> new Endpoints());
    }
}
