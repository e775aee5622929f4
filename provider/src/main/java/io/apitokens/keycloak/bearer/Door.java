package io.apitokens.keycloak.bearer;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.apitokens.keycloak.model.ApiTokenProvider;
import io.apitokens.keycloak.model.Secret;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * An endpoint of Keycloak's own that API tokens open.
 *
 * @param realmName realm of the path; null for the admin REST API, where the API token's realm counts
 */
record Door(String realmName) {

    private static final Pattern OF_REALM =
            Pattern.compile("/*realms/+([^/]+)/+(?:protocol/+openid-connect/+userinfo/*|account(?:/.*)?)");
    private static final Pattern OF_ADMIN = Pattern.compile("/*admin(?:/.*)?");

    // --spi-api-token--bearer--keycloak-endpoints, --spi-api-token--bearer--admin-api
    private static final String[] OPTIONS = {"api-token", "bearer"};
    private static final String KEYCLOAK_ENDPOINTS = "keycloakEndpoints";
    private static final String ADMIN_API = "adminApi";

    /** Empty where API tokens are not accepted: at other paths, and where an option says so. */
    static Optional<Door> at(String path) {
        Matcher ofRealm = OF_REALM.matcher(path);
        if (ofRealm.matches()) {
            return Optional.of(new Door(ofRealm.group(1))).filter(door -> enabled(KEYCLOAK_ENDPOINTS, true));
        }
        return Optional.of(new Door(null)).filter(door -> isAdmin(path) && adminEnabled());
    }

    /** Whether a path belongs to the admin REST API. */
    static boolean isAdmin(String path) {
        return OF_ADMIN.matcher(path).matches();
    }

    /** Whether API tokens open the admin REST API. */
    static boolean adminEnabled() {
        return enabled(ADMIN_API, false);
    }

    /** Null where there is none. */
    RealmModel realm(KeycloakSession session, Secret secret) {
        return realmName != null
                ? session.realms().getRealmByName(realmName)
                : ApiTokenProvider.of(session)
                        .bySecret(secret)
                        .map(found -> session.realms().getRealm(found.token().realmId()))
                        .orElse(null);
    }

    private static boolean enabled(String option, boolean byDefault) {
        return Config.scope(OPTIONS).getBoolean(option, byDefault);
    }
}
