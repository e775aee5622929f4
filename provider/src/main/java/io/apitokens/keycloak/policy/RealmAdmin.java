package io.apitokens.keycloak.policy;

import java.util.Set;

import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.managers.RealmManager;

/**
 * An admin with the roles that the admin has now. Works outside a request too, for background jobs.
 *
 * @param home realm that the admin logs in to
 */
public record RealmAdmin(RealmModel home, UserModel user) {

    /** Returns whether the admin could log in, or get an access token as a service account. */
    public boolean canLogIn() {
        String serviceAccountOf = user.getServiceAccountClientLink();
        ClientModel client = serviceAccountOf == null ? null : home.getClientById(serviceAccountOf);
        boolean isOpen =
                serviceAccountOf == null || client != null && client.isEnabled() && client.isServiceAccountsEnabled();
        return home.isEnabled() && user.isEnabled() && isOpen;
    }

    /**
     * Returns whether the admin has one of the roles that administer a realm.
     *
     * @param names of roles of {@link org.keycloak.models.AdminRoles}
     */
    public boolean holdsOne(RealmModel realm, Set<String> names) {
        ClientModel roles = rolesOf(realm);
        return roles != null && names.stream().map(roles::getRole).anyMatch(role -> role != null && user.hasRole(role));
    }

    /** Returns the client that has the roles to administer a realm. */
    private ClientModel rolesOf(RealmModel realm) {
        return RealmManager.isAdministrationRealm(home)
                ? realm.getMasterAdminClient()
                : realm.getClientByClientId(Constants.REALM_MANAGEMENT_CLIENT_ID);
    }
}
