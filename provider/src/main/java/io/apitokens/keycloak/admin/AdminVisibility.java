package io.apitokens.keycloak.admin;

import java.util.Set;

import jakarta.ws.rs.ForbiddenException;

import io.apitokens.keycloak.policy.RealmAdmin;
import io.apitokens.keycloak.store.ApiTokenFilter.Owners;
import org.keycloak.authorization.fgap.AdminPermissionsSchema;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/**
 * Decides whether an admin may view or manage all users, so that no check of each user is necessary. A fine-grained
 * permission for all users is not enough, because another permission may exclude some of them.
 */
record AdminVisibility(RealmModel realm, AdminPermissionEvaluator auth, UserModel admin) {

    private static final Set<String> VIEWERS = Set.of(AdminRoles.VIEW_USERS, AdminRoles.MANAGE_USERS);
    private static final Set<String> QUERIERS = Set.of(
            AdminRoles.QUERY_USERS, AdminRoles.QUERY_GROUPS, AdminRoles.QUERY_CLIENTS, AdminRoles.QUERY_ORGANIZATIONS);

    static AdminVisibility of(AdminRequest request) {
        return new AdminVisibility(
                request.realm(), request.auth(), request.session().getContext().getUser());
    }

    /** Returns the users whose API tokens a list shows. */
    Owners owners() {
        if (seesAll()) {
            return Owners.ALL;
        }
        return isEvaluated() ? Owners.PERMITTED : Owners.NONE;
    }

    /** @throws ForbiddenException if the admin may not view all users, without exception */
    void requireAll() {
        if (!seesAll()) {
            throw new ForbiddenException();
        }
    }

    /** @throws ForbiddenException if the admin may not manage all users, without exception */
    void requireManageAll() {
        if (!managesAll()) {
            throw new ForbiddenException();
        }
    }

    boolean managesAll() {
        return auth.hasOneAdminRole(AdminRoles.MANAGE_USERS);
    }

    boolean seesAll() {
        return auth.hasOneAdminRole(VIEWERS.toArray(String[]::new))
                || !isFineGrained() && auth.users().canView();
    }

    private boolean isFineGrained() {
        return AdminPermissionsSchema.SCHEMA.isAdminPermissionsEnabled(realm);
    }

    /**
     * Returns whether Keycloak filters queries by the admin's permissions. These are the conditions of
     * PartialEvaluator, which filters nothing otherwise.
     */
    private boolean isEvaluated() {
        if (!isFineGrained() || admin == null || !auth.adminAuth().getRealm().equals(realm)) {
            return false;
        }
        RealmAdmin ofRealm = new RealmAdmin(realm, admin);
        return ofRealm.holdsOne(realm, QUERIERS) && !ofRealm.holdsOne(realm, VIEWERS);
    }
}
