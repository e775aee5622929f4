package io.apitokens.keycloak.policy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

import org.keycloak.Config;

/** Provider options that open or close doors: {@code --spi-api-token--bearer--…}. They are read once. */
public final class DoorOptions {

    /** Id of the account REST of this extension, which must stay closed. */
    private static final String OWN = "api-tokens";

    private static final class Read {
        private static final Config.Scope BEARER = Config.scope("api-token", "bearer");
        private static final boolean KEYCLOAK_ENDPOINTS = BEARER.getBoolean("keycloakEndpoints", true);
        private static final boolean ADMIN_API = BEARER.getBoolean("adminApi", false);
        private static final Set<String> EXTENSIONS = extensions(BEARER.getArray("extensions"));
    }

    private DoorOptions() {}

    /** Option {@code keycloak-endpoints}: opens userinfo, and account REST for reading. */
    public static boolean keycloakEndpoints() {
        return Read.KEYCLOAK_ENDPOINTS;
    }

    /** Option {@code admin-api}: opens the admin REST API for all that the roles of a token allow. */
    public static boolean adminApi() {
        return Read.ADMIN_API;
    }

    /**
     * Option {@code extensions}: opens REST of other extensions, {@code /realms/{realm}/{id}}.
     *
     * @param id of the provider
     */
    public static boolean extension(String id) {
        return Read.EXTENSIONS.contains(id);
    }

    /**
     * Checks the options at the start.
     *
     * @throws IllegalArgumentException if an option would open the REST of API tokens
     */
    public static void check() {
        if (Read.EXTENSIONS.contains(OWN)) {
            throw new IllegalArgumentException(
                    "--spi-api-token--bearer--extensions is for other extensions: remove " + OWN);
        }
    }

    private static Set<String> extensions(String[] ids) {
        return ids == null ? Set.of() : new HashSet<>(Arrays.asList(ids));
    }
}
