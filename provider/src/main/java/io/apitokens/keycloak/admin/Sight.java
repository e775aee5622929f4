package io.apitokens.keycloak.admin;

import java.util.Set;

import jakarta.ws.rs.ForbiddenException;

import io.apitokens.keycloak.model.ApiTokenFilter.Owners;
import org.keycloak.authorization.fgap.AdminPermissionsSchema;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.managers.RealmManager;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/**
 * Whose API tokens an admin may see, or end, without having been asked about each single user. A fine-grained
 * permission for all users is not that: another one may except some of them.
 */
record Sight(RealmModel realm, AdminPermissionEvaluator auth, UserModel admin) {

    private static final Set<String> VIEWERS = Set.of(AdminRoles.VIEW_USERS, AdminRoles.MANAGE_USERS);
    private static final Set<String> QUERIERS = Set.of(
            AdminRoles.QUERY_USERS, AdminRoles.QUERY_GROUPS, AdminRoles.QUERY_CLIENTS, AdminRoles.QUERY_ORGANIZATIONS);

    static Sight of(AdminRequest request) {
        return new Sight(
                request.realm(), request.auth(), request.session().getContext().getUser());
    }

    /** Whose API tokens a list shows. */
    Owners owners() {
        if (seesAll()) {
            return Owners.ALL;
        }
        return isEvaluated() ? Owners.PERMITTED : Owners.NONE;
    }

    /** @throws ForbiddenException where the admin may not view all users, without exception */
    void requireAll() {
        if (!seesAll()) {
            throw new ForbiddenException();
        }
    }

    /** @throws ForbiddenException where the admin may not manage all users, without exception */
    void requireManageAll() {
        if (!managesAll()) {
            throw new ForbiddenException();
        }
    }

    boolean managesAll() {
        return auth.hasOneAdminRole(AdminRoles.MANAGE_USERS);
    }

    /** The same check outside a request, for background jobs. The admin must still be able to log in. */
    static boolean managesAll(RealmModel realm, RealmModel adminRealm, UserModel admin) {
        ClientModel roles = rolesOf(realm, adminRealm);
        return roles != null && canLogIn(adminRealm, admin) && holdsOne(admin, roles, Set.of(AdminRoles.MANAGE_USERS));
    }

    private static boolean canLogIn(RealmModel adminRealm, UserModel admin) {
        String serviceAccountOf = admin.getServiceAccountClientLink();
        ClientModel client = serviceAccountOf == null ? null : adminRealm.getClientById(serviceAccountOf);
        boolean isOpen =
                serviceAccountOf == null || client != null && client.isEnabled() && client.isServiceAccountsEnabled();
        return adminRealm.isEnabled() && admin.isEnabled() && isOpen;
    }

    boolean seesAll() {
        return auth.hasOneAdminRole(VIEWERS.toArray(String[]::new))
                || !isFineGrained() && auth.users().canView();
    }

    private boolean isFineGrained() {
        return AdminPermissionsSchema.SCHEMA.isAdminPermissionsEnabled(realm);
    }

    /**
     * Whether Keycloak narrows queries by the admin's permissions: the conditions of PartialEvaluator, which narrows
     * nothing for whoever does not meet them.
     */
    private boolean isEvaluated() {
        if (!isFineGrained() || admin == null || !auth.adminAuth().getRealm().equals(realm)) {
            return false;
        }
        ClientModel roles = rolesOf(realm, realm);
        return holdsOne(admin, roles, QUERIERS) && !holdsOne(admin, roles, VIEWERS);
    }

    /** The client that has the roles by which admins of a realm administer another one, or their own. */
    private static ClientModel rolesOf(RealmModel realm, RealmModel adminRealm) {
        return RealmManager.isAdministrationRealm(adminRealm)
                ? realm.getMasterAdminClient()
                : realm.getClientByClientId(Constants.REALM_MANAGEMENT_CLIENT_ID);
    }

    private static boolean holdsOne(UserModel admin, ClientModel client, Set<String> names) {
        return names.stream().map(client::getRole).anyMatch(role -> role != null && admin.hasRole(role));
    }
}
