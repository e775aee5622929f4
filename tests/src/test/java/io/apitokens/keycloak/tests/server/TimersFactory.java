package io.apitokens.keycloak.tests.server;

/** Serves {@link Timers}. */
public final class TimersFactory extends TestResourceFactory {

    public TimersFactory() {
        super("test-timers", session -> new Timers(session));
    }
}
