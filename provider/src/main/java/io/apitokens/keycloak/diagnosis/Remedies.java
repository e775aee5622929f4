package io.apitokens.keycloak.diagnosis;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import io.apitokens.keycloak.claims.ApiTokenClaims;
import io.apitokens.keycloak.claims.ScopeAudience;
import io.apitokens.keycloak.token.TokenClient;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;

/** Searches the token client of an API token for a remedy, if the caller may view the client. */
record Remedies(ApiTokenClaims claims, Case wanted) {

    private static final String NOT_IN_AUDIENCE = "not_in_audience";

    /** Returns why the API is not in the audience, with the scopes that would change it. */
    Finding audience() {
        if (isHidden()) {
            return Finding.failed(NOT_IN_AUDIENCE, null);
        }
        List<String> scopes = names(missing(client().optionalScopes(user())).filter(this::leadsToApi));
        if (!scopes.isEmpty()) {
            return Finding.failed(NOT_IN_AUDIENCE, Remedy.MINT_WITH_SCOPE, scopes, List.of());
        }
        ScopeAudience audience = ScopeAudience.in(client());
        if (audience.isOfAllRoles(client().client()) && hasRoles(wanted.api())) {
            return Finding.failed(NOT_IN_AUDIENCE, Remedy.GIVE_ANY_ROLE);
        }
        List<ClientScopeModel> leading = Stream.concat(client().defaultScopes(), client().optionalScopes())
                .filter(scope -> audience.of(scope).contains(wanted.api().getClientId()))
                .toList();
        List<String> roles =
                roles(leading.stream().flatMap(ScopeAudience::roles).filter(this::isOfApi));
        return roles.isEmpty()
                ? Finding.failed(NOT_IN_AUDIENCE, Remedy.MAP_AUDIENCE)
                : Finding.failed(NOT_IN_AUDIENCE, Remedy.GIVE_ROLE, names(leading.stream()), roles);
    }

    /** Returns why the API token does not have a scope. */
    Finding scope(String name) {
        if (isHidden()) {
            return Finding.failed("scope_missing", null);
        }
        if (client().forbiddenScopes().contains(name)) {
            return Finding.failed("scope_forbidden", Remedy.ALLOW_SCOPE, List.of(name), List.of());
        }
        ClientScopeModel scope = Stream.concat(client().defaultScopes(), client().optionalScopes())
                .filter(offered -> offered.getName().equals(name))
                .findFirst()
                .orElse(null);
        if (scope == null) {
            return Finding.failed("scope_not_offered", Remedy.OFFER_SCOPE, List.of(name), List.of());
        }
        boolean isPermitted = client().scopes(user())
                .anyMatch(permitted -> permitted.getName().equals(name));
        return isPermitted
                ? Finding.failed("scope_not_granted", Remedy.MINT_WITH_SCOPE, List.of(name), List.of())
                : Finding.failed(
                        "scope_not_permitted", Remedy.GIVE_ROLE, List.of(name), roles(scope.getScopeMappingsStream()));
    }

    private boolean isHidden() {
        return !wanted.visible().test(client().client());
    }

    private TokenClient client() {
        return claims.verified().tokenClient();
    }

    private UserModel user() {
        return claims.verified().user();
    }

    private Stream<ClientScopeModel> missing(Stream<ClientScopeModel> offered) {
        Set<String> present = claims.scopes();
        return offered.filter(scope -> !present.contains(scope.getName()));
    }

    /** Asks Keycloak's mappers whether the API token would have the API in its audience with one more scope. */
    private boolean leadsToApi(ClientScopeModel scope) {
        ApiTokenClaims more = claims.with(scope);
        return Stream.of(more.asIssued(), more.asIntrospected())
                .map(AccessToken::getAudience)
                .filter(Objects::nonNull)
                .flatMap(Stream::of)
                .anyMatch(wanted.api().getClientId()::equals);
    }

    /** Asks for one role, because an API may have thousands. */
    private static boolean hasRoles(ClientModel api) {
        return api.getRolesStream(0, 1).findAny().isPresent();
    }

    private boolean isOfApi(RoleModel role) {
        return role.isClientRole() && wanted.api().getId().equals(role.getContainerId());
    }

    private static List<String> names(Stream<ClientScopeModel> scopes) {
        return scopes.map(ClientScopeModel::getName).sorted().toList();
    }

    /** Returns {@code role} of the realm or {@code client: role}, of clients that the caller may view. */
    private List<String> roles(Stream<RoleModel> roles) {
        return roles.filter(role -> !(role.getContainer() instanceof ClientModel client)
                        || wanted.visible().test(client))
                .map(role -> role.getContainer() instanceof ClientModel client
                        ? client.getClientId() + ": " + role.getName()
                        : role.getName())
                .distinct()
                .sorted()
                .toList();
    }
}
