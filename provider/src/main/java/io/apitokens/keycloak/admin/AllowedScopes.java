package io.apitokens.keycloak.admin;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.apitokens.keycloak.rest.Representations;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.TokenClient;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.RoleUtils;

/** The client scopes that an API token has now, each with the roles of the user that it includes. */
record AllowedScopes(TokenClient client, UserModel user, Set<RoleModel> userRoles, Representations texts) {

    static AllowedScopes of(ClientModel client, UserModel user, Representations texts) {
        return new AllowedScopes(new TokenClient(client), user, RoleUtils.getDeepUserRoleMappings(user), texts);
    }

    List<Scope> in(ApiToken token) {
        Set<String> byDefault =
                client.defaultScopes().map(ClientScopeModel::getName).collect(Collectors.toSet());
        Stream<Scope> scopes = client.scopes(token.scope(), user)
                .map(scope -> new Scope(
                        scope.getName(),
                        texts.text(scope),
                        byDefault.contains(scope.getName()),
                        held(scope.getScopeMappingsStream())));
        return Stream.concat(ofClient(), scopes).toList();
    }

    /**
     * Returns the token client as a scope: with its own roles and scope mappings, or with all roles of the user if it
     * has full scope.
     */
    private Stream<Scope> ofClient() {
        ClientModel model = client.client();
        List<String> roles = model.isFullScopeAllowed()
                ? names(userRoles.stream())
                : held(Stream.concat(model.getRolesStream(), model.getScopeMappingsStream()));
        return roles.isEmpty() ? Stream.empty() : Stream.of(new Scope(model.getClientId(), null, true, roles));
    }

    private List<String> held(Stream<RoleModel> mapped) {
        return names(RoleUtils.expandCompositeRoles(mapped.collect(Collectors.toSet())).stream()
                .filter(userRoles::contains));
    }

    private static List<String> names(Stream<RoleModel> roles) {
        return roles.map(AllowedScopes::name).sorted().toList();
    }

    private static String name(RoleModel role) {
        return role.isClientRole()
                ? ((ClientModel) role.getContainer()).getClientId() + ": " + role.getName()
                : role.getName();
    }

    /**
     * A client scope with its roles.
     *
     * @param name of the client scope, or the OAuth client_id of the token client itself
     * @param text consent text, left out if there is none
     * @param isDefault whether each API token of the client has it
     * @param roles {@code role} of the realm or {@code client: role}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Scope(
            String name,
            String text,
            @JsonProperty("isDefault") boolean isDefault,
            List<String> roles) {}
}
