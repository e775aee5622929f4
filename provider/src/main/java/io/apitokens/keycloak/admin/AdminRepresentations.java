package io.apitokens.keycloak.admin;

import java.util.HashMap;
import java.util.Map;

import io.apitokens.keycloak.model.ApiToken;
import io.apitokens.keycloak.rest.Representations;
import org.keycloak.models.UserModel;

/** API tokens of several users as an admin sees them. */
final class AdminRepresentations {

    private final AdminRequest request;
    private final Map<String, Owner> owners = new HashMap<>();

    AdminRepresentations(AdminRequest request) {
        this.request = request;
    }

    AdminApiTokenRepresentation of(ApiToken token) {
        Owner owner = owners.computeIfAbsent(token.userId(), this::owner);
        return new AdminApiTokenRepresentation(
                owner.representations().of(token), token.userId(), owner.username(), owner.access());
    }

    private Owner owner(String userId) {
        UserModel user = request.session().users().getUserById(request.realm(), userId);
        return new Owner(
                new Representations(request.session(), request.realm(), user),
                user == null ? null : user.getUsername(),
                Map.of("manage", request.canManage(user)));
    }

    private record Owner(Representations representations, String username, Map<String, Boolean> access) {}
}
