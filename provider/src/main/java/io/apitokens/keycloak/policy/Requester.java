package io.apitokens.keycloak.policy;

import java.util.Set;

import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
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
     * one; its session knows it then, or began with the login.
     */
    public static Requester user(AccessToken token, UserSessionModel userSession) {
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
                .map(name -> KeycloakModelUtils.getRoleFromString(session, realm, name))
                .allMatch(role -> role != null && user.hasRole(role));
    }
}
