package io.apitokens.keycloak.tests.server;

/** Stands for another extension, under an id that no option lists. */
public final class UnlistedFactory extends TestResourceFactory {

    public UnlistedFactory() {
        super("test-bearer-too", session -> new Authenticating(session));
    }
}
