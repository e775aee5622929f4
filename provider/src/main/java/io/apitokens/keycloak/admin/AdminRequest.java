package io.apitokens.keycloak.admin;

import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;

import io.apitokens.keycloak.model.ApiToken;
import io.apitokens.keycloak.model.ApiTokenProvider;
import io.apitokens.keycloak.rest.RestErrors;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** A request of an admin: whose, about which realm, and where its event goes. */
record AdminRequest(KeycloakSession session, RealmModel realm, AdminPermissionEvaluator auth, AdminEventBuilder event) {

    /**
     * @throws NotFoundException where there is no such user and the admin may know
     * @throws ForbiddenException where there is none and the admin may not
     */
    UserModel user(String id) {
        UserModel user = id == null ? null : session.users().getUserById(realm, id);
        if (user == null) {
            throw auth.users().canQuery() ? new NotFoundException("User not found") : new ForbiddenException();
        }
        return user;
    }

    /**
     * @throws NotFoundException where there is no such client and the admin may know
     * @throws ForbiddenException where there is none and the admin may not
     */
    ClientModel client(String id) {
        ClientModel client = realm.getClientById(id);
        if (client == null) {
            throw auth.clients().canList() ? new NotFoundException("Could not find client") : new ForbiddenException();
        }
        return client;
    }

    /**
     * @throws NotFoundException where there is no such API token and the admin may know
     * @throws ForbiddenException where there is none and the admin may not
     */
    ApiToken token(String id) {
        return ApiTokenProvider.of(session)
                .byId(realm, id)
                .orElseThrow(() -> auth.users().canQuery()
                        ? RestErrors.error(Response.Status.NOT_FOUND, "apiTokenNotFound", null)
                        : new ForbiddenException());
    }

    /** @throws ForbiddenException where the admin may not view the user of an API token */
    void requireView(ApiToken token) {
        UserModel user = session.users().getUserById(realm, token.userId());
        if (user == null) {
            auth.users().requireView();
        } else {
            auth.users().requireView(user);
        }
    }

    /** @throws ForbiddenException where the admin may not manage the user of an API token */
    void requireManage(ApiToken token) {
        if (!canManage(session.users().getUserById(realm, token.userId()))) {
            throw new ForbiddenException();
        }
    }

    /**
     * Whether the admin may manage a user.
     *
     * @param user null for one that is gone: whoever may manage all users may manage what such a user left
     */
    boolean canManage(UserModel user) {
        return user == null ? auth.users().canManage() : auth.users().canManage(user);
    }
}
