package io.apitokens.keycloak.policy;

import java.util.Set;

import org.keycloak.common.util.Time;
import org.keycloak.models.ImpersonationSessionNote;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.managers.AuthenticationManager;

/**
 * Who asks for a secret: the user, by a login, or an admin for the user.
 *
 * @param byAdmin an admin needs neither the role nor a fresh login
 * @param authenticated when the user logged in, in epoch seconds
 */
public record Requester(boolean byAdmin, long authenticated) {

    /** An admin who may manage the user. */
    public static final Requester ADMIN = new Requester(true, 0);

    /**
     * The user of an access token, who logged in at its {@code auth_time} (RFC 9470, section 4). Not every token has
     * one; its session knows it then, or began with the login. Where an admin impersonates the user, the user never
     * logged in.
     */
    public static Requester user(AccessToken token, UserSessionModel userSession) {
        if (userSession.getNote(ImpersonationSessionNote.IMPERSONATOR_ID.toString()) != null) {
            return new Requester(false, 0);
        }
        String ofSession = userSession.getNote(AuthenticationManager.AUTH_TIME);
        long started = ofSession == null ? userSession.getStarted() : Long.parseLong(ofSession);
        return new Requester(false, token.getAuth_time() == null ? started : token.getAuth_time());
    }

    /**
     * @throws ApiTokenForbiddenException where the policy lets nobody mint, or not this user
     * @throws AuthenticationTooOldException where the policy wants a fresher login
     */
    void requirePermission(KeycloakSession session, RealmModel realm, UserModel user, ApiTokenPolicy policy) {
        if (!policy.mintingEnabled()) {
            throw ApiTokenForbiddenException.mintingDisabled();
        }
        if (byAdmin) {
            return;
        }
        if (!hasAll(session, realm, user, policy.requiredRoles())) {
            throw ApiTokenForbiddenException.roleRequired();
        }
        policy.maxAuthenticationAge()
                .filter(maxAge -> Time.currentTime() - authenticated > maxAge)
                .ifPresent(maxAge -> {
                    throw new AuthenticationTooOldException(maxAge);
                });
    }

    /** Whether a user has the roles that a policy wants; nobody has a role that does not exist. */
    static boolean hasAll(KeycloakSession session, RealmModel realm, UserModel user, Set<String> names) {
        return names.stream()
                .map(name -> role(session, realm, name))
                .allMatch(role -> role != null && user.hasRole(role));
    }

    /**
     * The role of a name: that of the realm, even where its dots could part a client from a role. Null where there is
     * none.
     */
    public static RoleModel role(KeycloakSession session, RealmModel realm, String name) {
        RoleModel ofRealm = realm.getRole(name);
        return ofRealm == null ? KeycloakModelUtils.getRoleFromString(session, realm, name) : ofRealm;
    }
}
