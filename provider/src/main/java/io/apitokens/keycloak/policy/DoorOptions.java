package io.apitokens.keycloak.policy;

import java.util.Arrays;

import org.keycloak.Config;

/** Provider options that open or close doors: {@code --spi-api-token--bearer--…}. */
public final class DoorOptions {

    private static final String[] SCOPE = {"api-token", "bearer"};

    private DoorOptions() {}

    /** {@code keycloak-endpoints}: userinfo, and reading at account REST. */
    public static boolean keycloakEndpoints() {
        return Config.scope(SCOPE).getBoolean("keycloakEndpoints", true);
    }

    /** {@code admin-api}: the admin REST API, with all that the roles of a token allow. */
    public static boolean adminApi() {
        return Config.scope(SCOPE).getBoolean("adminApi", false);
    }

    /**
     * {@code extensions}: REST of other extensions below {@code /realms/{realm}/{id}}.
     *
     * @param id of their provider
     */
    public static boolean extension(String id) {
        String[] open = Config.scope(SCOPE).getArray("extensions");
        return open != null && Arrays.asList(open).contains(id);
    }
}
