package io.apitokens.keycloak.admin;

import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;

import io.apitokens.keycloak.rest.RestErrors;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.InvalidApiTokenException;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** A request of an admin: whose, about which realm, and where its event goes. */
record AdminRequest(KeycloakSession session, RealmModel realm, AdminPermissionEvaluator auth, AdminEventBuilder event) {

    /** How far is counted: what finds more than 10,000 finds many. */
    static final int COUNT_LIMIT = 10_001;

    /**
     * @throws NotFoundException where there is no such user and the admin may know
     * @throws ForbiddenException where there is none and the admin may not
     */
    UserModel user(String id) {
        // Keycloak's cache of users has the admin under that id in each realm.
        boolean isAdminOfAnotherRealm = id.equals(auth.adminAuth().getUser().getId())
                && !auth.adminAuth().getRealm().equals(realm);
        UserModel user =
                isNoId(id) || isAdminOfAnotherRealm ? null : session.users().getUserById(realm, id);
        if (user == null) {
            throw auth.users().canQuery() ? new NotFoundException("User not found") : new ForbiddenException();
        }
        return user;
    }

    /**
     * The user that an API token is to be minted for.
     *
     * @throws InvalidApiTokenException naming the field {@code userId} where it is missing
     */
    UserModel user(AdminMintRepresentation wish) {
        if (wish.userId() == null || wish.userId().isBlank()) {
            throw new InvalidApiTokenException("apiTokenUserRequired", "userId");
        }
        return user(wish.userId());
    }

    /** PostgreSQL would refuse the character U+0000, which no id has. */
    private static boolean isNoId(String id) {
        return id.indexOf('\0') >= 0;
    }

    /**
     * @throws NotFoundException where there is no such client and the admin may know
     * @throws ForbiddenException where there is none and the admin may not
     */
    ClientModel client(String id) {
        ClientModel client = isNoId(id) ? null : realm.getClientById(id);
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
        if (!canView(session.users().getUserById(realm, token.userId()))) {
            throw new ForbiddenException();
        }
    }

    /** @throws ForbiddenException where the admin may not manage the user of an API token */
    void requireManage(ApiToken token) {
        if (!canManage(session.users().getUserById(realm, token.userId()))) {
            throw new ForbiddenException();
        }
    }

    /**
     * Whether the admin may view a user.
     *
     * @param user null for one that is gone: whoever may view all users may view what such a user left
     */
    boolean canView(UserModel user) {
        return user == null ? AdminVisibility.of(this).seesAll() : auth.users().canView(user);
    }

    /**
     * Whether the admin may manage a user.
     *
     * @param user null for one that is gone: whoever may manage all users may manage what such a user left
     */
    boolean canManage(UserModel user) {
        return user == null
                ? AdminVisibility.of(this).managesAll()
                : auth.users().canManage(user);
    }
}
