package io.apitokens.keycloak.admin;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.apitokens.keycloak.rest.Representations;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Revocation;
import io.apitokens.keycloak.verification.ApiTokenVerifier;
import io.apitokens.keycloak.verification.Verification.Verified;
import org.keycloak.models.UserModel;

/** Represents API tokens of several users for an admin. */
final class AdminRepresentations {

    private final AdminRequest request;
    private final Map<String, Owner> owners = new HashMap<>();
    private final Map<String, RevokingAdmin> admins = new HashMap<>();

    AdminRepresentations(AdminRequest request) {
        this.request = request;
    }

    /** Represents an API token in a list. */
    AdminApiTokenRepresentation of(ApiToken token) {
        return of(token, null);
    }

    /** Represents an API token with the scopes and roles that it has now. */
    AdminApiTokenRepresentation inFull(ApiToken token) {
        boolean active = new ApiTokenVerifier(request.session()).verify(token) instanceof Verified;
        return of(token, active ? allowed(token) : List.of());
    }

    /** Returns whether the admin may view the user, as a second line of defence behind the filter. */
    boolean isVisible(ApiToken token) {
        return owner(token).visible();
    }

    private AdminApiTokenRepresentation of(ApiToken token, List<AllowedScopes.Scope> allowed) {
        Owner owner = owner(token);
        return new AdminApiTokenRepresentation(
                owner.representations().of(token),
                token.userId(),
                owner.username(),
                revokedByAdmin(token),
                allowed,
                owner.access());
    }

    private RevokingAdmin revokedByAdmin(ApiToken token) {
        Revocation revocation = token.revocation();
        boolean byAdmin = revocation != null && revocation.actor(token).orElse(null) == Revocation.Actor.ADMIN;
        return byAdmin ? admins.computeIfAbsent(revocation.by(), id -> RevokingAdmin.of(request, id)) : null;
    }

    private List<AllowedScopes.Scope> allowed(ApiToken token) {
        UserModel user = request.session().users().getUserById(request.realm(), token.userId());
        return AllowedScopes.of(
                        request.realm().getClientById(token.clientId()),
                        user,
                        owner(token).representations())
                .in(token);
    }

    private Owner owner(ApiToken token) {
        return owners.computeIfAbsent(token.userId(), this::owner);
    }

    private Owner owner(String userId) {
        UserModel user = request.session().users().getUserById(request.realm(), userId);
        return new Owner(
                new Representations(request.session(), request.realm(), user),
                user == null ? null : user.getUsername(),
                request.canView(user),
                Map.of("manage", request.canManage(user)));
    }

    private record Owner(
            Representations representations, String username, boolean visible, Map<String, Boolean> access) {}
}
