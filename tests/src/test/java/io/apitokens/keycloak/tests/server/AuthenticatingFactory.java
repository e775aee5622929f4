package io.apitokens.keycloak.tests.server;

/** Stands for another extension. */
public final class AuthenticatingFactory extends TestResourceFactory {

    public AuthenticatingFactory() {
        super("test-bearer", session -> new Authenticating(session));
    }
}
