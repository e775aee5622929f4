package io.apitokens.keycloak.tests.server;

/** Serves {@link Introspecting}. */
public final class IntrospectingFactory extends TestResourceFactory {

    public IntrospectingFactory() {
        super("test-introspect", session -> new Introspecting(session));
    }
}
