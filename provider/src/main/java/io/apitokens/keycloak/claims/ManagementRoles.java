package io.apitokens.keycloak.claims;

import java.util.Set;
import java.util.function.Function;

import io.apitokens.keycloak.policy.DoorOptions;
import org.keycloak.models.AccountRoles;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.representations.AccessToken;

/**
 * Keeps the roles that manage the account, the realm or clients out of derived JWTs, unless a door needs them: a second
 * line of defence behind the doors.
 */
final class ManagementRoles {

    /** The roles of the account client that doors need, all of them for reading. */
    private static final Set<String> ACCOUNT = Set.of(
            AccountRoles.VIEW_PROFILE,
            AccountRoles.VIEW_APPLICATIONS,
            AccountRoles.VIEW_CONSENT,
            AccountRoles.VIEW_GROUPS);

    private ManagementRoles() {}

    /** Returns whether derived JWTs may have a role. */
    static boolean mayHold(RoleModel role) {
        if (AdminRoles.isAdminRole(role)) {
            return DoorOptions.adminApi();
        }
        return !(role.getContainer() instanceof ClientModel client)
                || switch (client.getClientId()) {
                    case Constants.ACCOUNT_MANAGEMENT_CLIENT_ID -> ACCOUNT.contains(role.getName());
                    case Constants.BROKER_SERVICE_CLIENT_ID -> false;
                    default -> true;
                };
    }

    /** Removes roles that a derived JWT must not have. Call it before the JWT is signed. */
    static void removeFrom(AccessToken token, RealmModel realm) {
        removeFrom(token.getRealmAccess(), realm::getRole);
        token.getResourceAccess().forEach((clientId, access) -> {
            ClientModel client = realm.getClientByClientId(clientId);
            if (client != null) {
                removeFrom(access, client::getRole);
            }
        });
    }

    private static void removeFrom(AccessToken.Access access, Function<String, RoleModel> byName) {
        if (access != null && access.getRoles() != null) {
            access.getRoles().removeIf(name -> {
                RoleModel role = byName.apply(name);
                return role != null && !mayHold(role);
            });
        }
    }
}
