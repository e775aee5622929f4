package io.apitokens.keycloak.memo;

import org.keycloak.Config;

/** Option {@code --spi-api-token--introspection--reuse}: whether introspections may reuse evaluations. */
final class ReuseOption {

    static final boolean ON = Config.scope("api-token", "introspection").getBoolean("reuse", true);

    private ReuseOption() {}
}
