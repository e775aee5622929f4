package io.apitokens.keycloak.policy;

import java.util.Set;

import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Who asks for a secret: the user, by a login, or an admin for the user.
 *
 * @param byAdmin an admin needs neither the role nor a fresh login
 * @param authenticated when the user logged in, in epoch seconds; 0 where that is not known
 */
public record Requester(boolean byAdmin, long authenticated) {

    /** An admin who may manage the user. */
    public static final Requester ADMIN = new Requester(true, 0);

    /**
     * The user.
     *
     * @param authenticated the {@code auth_time} of the login, in epoch seconds, or null where it is not known
     */
    public static Requester user(Long authenticated) {
        return new Requester(false, authenticated == null ? 0 : authenticated);
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
                .map(name -> KeycloakModelUtils.getRoleFromString(session, realm, name))
                .allMatch(role -> role != null && user.hasRole(role));
    }
}
