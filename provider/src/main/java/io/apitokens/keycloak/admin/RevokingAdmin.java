package io.apitokens.keycloak.admin;

import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.keycloak.Config;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.resources.admin.AdminAuth;
import org.keycloak.services.resources.admin.fgap.AdminPermissions;

/**
 * The admin who revoked an API token. Named only to callers who may view that user.
 *
 * @param id of the user
 * @param realm name of the realm that the admin logs in to; left out with the name
 * @param username left out if the admin was removed, or if the caller may not view the admin
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RevokingAdmin(String id, String realm, String username) {

    static RevokingAdmin of(AdminRequest request, String id) {
        AdminAuth auth = request.auth().adminAuth();
        if (id.equals(auth.getUser().getId())) {
            // Keycloak's user cache would return the caller for any realm.
            return named(auth.getRealm(), auth.getUser());
        }
        return Stream.of(request.realm(), administrationRealm(request))
                .flatMap(realm -> find(request, realm, id).stream())
                .findFirst()
                .orElseGet(() -> new RevokingAdmin(id, null, null));
    }

    private static Optional<RevokingAdmin> find(AdminRequest request, RealmModel realm, String id) {
        return Optional.ofNullable(request.session().users().getUserById(realm, id))
                .filter(user -> isVisible(request, realm, user))
                .map(user -> named(realm, user));
    }

    private static RevokingAdmin named(RealmModel realm, UserModel user) {
        return new RevokingAdmin(user.getId(), realm.getName(), user.getUsername());
    }

    private static boolean isVisible(AdminRequest request, RealmModel realm, UserModel user) {
        if (realm.equals(request.realm())) {
            return request.canView(user);
        }
        AdminAuth auth = request.auth().adminAuth();
        return auth.getRealm().equals(realm)
                && AdminPermissions.evaluator(request.session(), realm, auth)
                        .users()
                        .canView(user);
    }

    private static RealmModel administrationRealm(AdminRequest request) {
        return request.session().realms().getRealmByName(Config.getAdminRealm());
    }
}
