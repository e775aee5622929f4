package io.apitokens.keycloak.policy;

import java.util.Set;

import org.keycloak.authentication.authenticators.util.AuthenticatorUtils;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.managers.BruteForceProtector;

/**
 * Who requests a secret: a user for themselves, an admin for another user, or an API token for itself. The policy asks
 * something else of each.
 */
public final class Requester {

    private final UserModel user;
    private final RealmModel home;
    private final Permission permission;

    private Requester(UserModel user, RealmModel home, Permission permission) {
        this.user = user;
        this.home = home;
        this.permission = permission;
    }

    /**
     * Returns the user of an access token, who requests a secret for themselves.
     *
     * @param userSession the session of the access token, or null for none
     */
    public static Requester user(
            KeycloakSession session, AccessToken token, UserModel user, UserSessionModel userSession) {
        RealmModel home = session.getContext().getRealm();
        Login login = new Login(session, token, userSession);
        return new Requester(user, home, policy -> {
            login.require();
            requireRoles(session, home, user, policy);
            requireRecent(login, policy);
        });
    }

    /**
     * Returns an admin who may manage the other user. An admin needs no role of the policy and no recent login.
     *
     * @param home realm of the admin
     * @param userSession the session of the access token, or null for none
     */
    public static Requester admin(
            KeycloakSession session,
            AccessToken token,
            UserModel admin,
            RealmModel home,
            UserSessionModel userSession) {
        Login login = new Login(session, token, userSession);
        return new Requester(admin, home, policy -> login.requireOrServiceAccount(admin));
    }

    /** Returns an API token of the user that requests a new secret for itself. It needs the policy, and no login. */
    static Requester itself(KeycloakSession session, RealmModel realm, UserModel user) {
        return new Requester(user, realm, policy -> {
            if (!policy.selfRotation()) {
                throw ApiTokenForbiddenException.selfRotationDisabled();
            }
            requireRoles(session, realm, user, policy);
        });
    }

    /**
     * Requires what the policy demands. A user and an admin need a login (law 8); an API token that rotates itself does
     * not.
     *
     * @throws ApiTokenForbiddenException if the policy does not allow the request, at all or to this user, or if it
     *     does not come from a login of the requester
     * @throws AuthenticationTooOldException if the policy requires a more recent login
     */
    void requirePermission(KeycloakSession session, ApiTokenPolicy policy) {
        if (!policy.mintingEnabled()) {
            throw ApiTokenForbiddenException.mintingDisabled();
        }
        requireUnlocked(session);
        permission.require(policy);
    }

    private static void requireRoles(KeycloakSession session, RealmModel realm, UserModel user, ApiTokenPolicy policy) {
        if (!hasAll(session, realm, user, policy.requiredRoles())) {
            throw ApiTokenForbiddenException.roleRequired();
        }
    }

    private static void requireRecent(Login login, ApiTokenPolicy policy) {
        policy.maxAuthenticationAge()
                .filter(maxAge -> Time.currentTime() - login.time() > maxAge)
                .ifPresent(maxAge -> {
                    throw new AuthenticationTooOldException(maxAge);
                });
    }

    private void requireUnlocked(KeycloakSession session) {
        BruteForceProtector protector = session.getProvider(BruteForceProtector.class);
        if (AuthenticatorUtils.getDisabledByBruteForceEventError(protector, session, home, user) != null) {
            throw ApiTokenForbiddenException.userLocked();
        }
    }

    /** Returns whether a user has all roles that a policy requires. False if a role does not exist. */
    static boolean hasAll(KeycloakSession session, RealmModel realm, UserModel user, Set<String> names) {
        return names.stream()
                .map(name -> role(session, realm, name))
                .allMatch(role -> role != null && user.hasRole(role));
    }

    /**
     * Finds a role of the realm or, by {@code client.role}, of a client. A role of the realm has precedence, even if
     * its name has dots. Null if there is none.
     */
    public static RoleModel role(KeycloakSession session, RealmModel realm, String name) {
        RoleModel ofRealm = realm.getRole(name);
        return ofRealm == null ? KeycloakModelUtils.getRoleFromString(session, realm, name) : ofRealm;
    }

    /** What the policy demands of one kind of requester. */
    private interface Permission {
        void require(ApiTokenPolicy policy);
    }
}
