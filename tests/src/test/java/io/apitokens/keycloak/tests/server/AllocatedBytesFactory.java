package io.apitokens.keycloak.tests.server;

/** Serves {@link AllocatedBytes}. */
public final class AllocatedBytesFactory extends TestResourceFactory {

    public AllocatedBytesFactory() {
        super("test-allocated-bytes", session -> new AllocatedBytes());
    }
}
