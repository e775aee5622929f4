package io.apitokens.keycloak.admin;

import jakarta.ws.rs.ForbiddenException;

import io.apitokens.keycloak.policy.Requester;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.resources.admin.AdminAuth;

/** The permission of an admin to get a new secret of a user or a service account, and so to act as the user. */
record SecretForUser(AdminRequest request, UserModel user) {

    /** @throws ForbiddenException if the admin may not act as the user */
    void requirePermission() {
        request.auth().users().requireManage(user);
        request.auth().users().requireResetPassword(user);
        if (user.getServiceAccountClientLink() != null) {
            ClientModel client = request.realm().getClientById(user.getServiceAccountClientLink());
            if (client == null) {
                throw new ForbiddenException();
            }
            request.auth().clients().requireConfigure(client);
        }
    }

    /** Returns the admin, or the user if admin and user are the same. */
    Requester requester() {
        KeycloakSession session = request.session();
        UserSessionModel userSession = session.getContext().getUserSession();
        AdminAuth admin = request.auth().adminAuth();
        return user.getId().equals(admin.getUser().getId())
                ? Requester.user(session, admin.getToken(), user, userSession)
                : Requester.admin(session, admin.getToken(), admin.getUser(), admin.getRealm(), userSession);
    }
}
