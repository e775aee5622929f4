package io.apitokens.keycloak.tests.server;

/** Serves {@link Clock}. */
public final class ClockFactory extends TestResourceFactory {

    public ClockFactory() {
        super("test-clock", session -> new Clock());
    }
}
