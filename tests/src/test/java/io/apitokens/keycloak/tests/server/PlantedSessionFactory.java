package io.apitokens.keycloak.tests.server;

/** Serves {@link PlantedSession}. */
public final class PlantedSessionFactory extends TestResourceFactory {

    public PlantedSessionFactory() {
        super("test-session", session -> new PlantedSession(session));
    }
}
