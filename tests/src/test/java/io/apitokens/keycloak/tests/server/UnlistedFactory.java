package io.apitokens.keycloak.tests.server;

/** The same extension under an id that no option lists, at {@code /realms/{realm}/test-bearer-too}. */
public final class UnlistedFactory extends AuthenticatingFactory {

    @Override
    public String getId() {
        return "test-bearer-too";
    }
}
