package io.apitokens.keycloak.tests.server;

/** Serves {@link SlowInvalidation}. */
public final class SlowInvalidationFactory extends TestResourceFactory {

    public SlowInvalidationFactory() {
        super("test-slow-invalidation", session -> new SlowInvalidation(session));
    }
}
