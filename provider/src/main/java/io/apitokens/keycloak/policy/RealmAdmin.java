package io.apitokens.keycloak.policy;

import java.util.Set;

import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.managers.RealmManager;

/**
 * An admin, whose roles are read now: also outside a request, for background jobs.
 *
 * @param home realm that the admin logs in to
 */
public record RealmAdmin(RealmModel home, UserModel user) {

    /** Whether the admin could log in, or the client of a service account get an access token. */
    public boolean canLogIn() {
        String serviceAccountOf = user.getServiceAccountClientLink();
        ClientModel client = serviceAccountOf == null ? null : home.getClientById(serviceAccountOf);
        boolean isOpen =
                serviceAccountOf == null || client != null && client.isEnabled() && client.isServiceAccountsEnabled();
        return home.isEnabled() && user.isEnabled() && isOpen;
    }

    /**
     * Whether the admin has one of the roles that administer a realm.
     *
     * @param names of the roles, as {@link org.keycloak.models.AdminRoles} has them
     */
    public boolean holdsOne(RealmModel realm, Set<String> names) {
        ClientModel roles = rolesOf(realm);
        return roles != null && names.stream().map(roles::getRole).anyMatch(role -> role != null && user.hasRole(role));
    }

    /** The client that has the roles by which admins of a realm administer another one, or their own. */
    private ClientModel rolesOf(RealmModel realm) {
        return RealmManager.isAdministrationRealm(home)
                ? realm.getMasterAdminClient()
                : realm.getClientByClientId(Constants.REALM_MANAGEMENT_CLIENT_ID);
    }
}
