package io.apitokens.keycloak.admin;

import java.util.Optional;

import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;

import io.apitokens.keycloak.event.ApiTokenEvent;
import io.apitokens.keycloak.rest.RestErrors;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.InvalidApiTokenException;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/**
 * A request of an admin.
 *
 * @param realm that the request is about
 * @param auth permissions of the admin
 * @param event admin event of the request
 */
record AdminRequest(KeycloakSession session, RealmModel realm, AdminPermissionEvaluator auth, AdminEventBuilder event) {

    /** Limits counts: it means more than 10,000. */
    static final int COUNT_LIMIT = 10_001;

    /**
     * @throws NotFoundException if there is no such user and the admin may know that
     * @throws ForbiddenException if there is none and the admin may not know that
     */
    UserModel user(String id) {
        // Keycloak's user cache returns the admin for this id in each realm.
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
     * Returns the user to mint an API token for.
     *
     * @throws InvalidApiTokenException naming the field {@code userId} if it is missing
     */
    UserModel user(AdminMintRepresentation wish) {
        if (wish.userId() == null || wish.userId().isBlank()) {
            throw new InvalidApiTokenException("apiTokenUserRequired", "userId");
        }
        return user(wish.userId());
    }

    /** Detects U+0000, which no id has and PostgreSQL rejects. */
    private static boolean isNoId(String id) {
        return id.indexOf('\0') >= 0;
    }

    /**
     * @throws NotFoundException if there is no such client and the admin may know that
     * @throws ForbiddenException if there is none and the admin may not know that
     */
    ClientModel client(String id) {
        ClientModel client = isNoId(id) ? null : realm.getClientById(id);
        if (client == null) {
            throw auth.clients().canList() ? new NotFoundException("Could not find client") : new ForbiddenException();
        }
        return client;
    }

    /**
     * @throws NotFoundException if there is no such API token and the admin may know that
     * @throws ForbiddenException if there is none and the admin may not know that
     */
    ApiToken token(String id) {
        return find(id).orElseThrow(() -> auth.users().canQuery()
                ? RestErrors.error(Response.Status.NOT_FOUND, "apiTokenNotFound", null)
                : new ForbiddenException());
    }

    /** Finds an API token of the realm, whether the admin may view it or not. */
    Optional<ApiToken> find(String id) {
        return isNoId(id) ? Optional.empty() : ApiTokenProvider.of(session).byId(realm, id);
    }

    /** @throws ForbiddenException if the admin may not view the user of an API token */
    void requireView(ApiToken token) {
        if (!canView(session.users().getUserById(realm, token.userId()))) {
            throw new ForbiddenException();
        }
    }

    /** @throws ForbiddenException if the admin may not manage the user of an API token */
    void requireManage(ApiToken token) {
        if (!canManage(session.users().getUserById(realm, token.userId()))) {
            throw new ForbiddenException();
        }
    }

    /**
     * Returns whether the admin may view a user.
     *
     * @param user null if the user was removed: an admin who may view all users may view the remaining data
     */
    boolean canView(UserModel user) {
        return user == null ? AdminVisibility.of(this).seesAll() : auth.users().canView(user);
    }

    /**
     * Returns whether the admin may manage a user.
     *
     * @param user null if the user was removed: an admin who may manage all users may manage the remaining data
     */
    boolean canManage(UserModel user) {
        return user == null
                ? AdminVisibility.of(this).managesAll()
                : auth.users().canManage(user);
    }

    /** Begins a user event that names the admin. */
    EventBuilder userEvent(EventType type, String action) {
        EventBuilder userEvent =
                new EventBuilder(realm, session, session.getContext().getConnection());
        return ApiTokenEvent.begin(userEvent, type, action)
                .detail(ApiTokenEvent.ADMIN, auth.adminAuth().getUser().getId());
    }
}
