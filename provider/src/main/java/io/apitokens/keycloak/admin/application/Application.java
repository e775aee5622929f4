package io.apitokens.keycloak.admin.application;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.apitokens.keycloak.admin.application.Warning.Kind;
import io.apitokens.keycloak.claims.ScopeAudience;
import io.apitokens.keycloak.rest.Representations;
import io.apitokens.keycloak.token.TokenClient;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.OrderedModel.OrderedModelComparator;
import org.keycloak.models.RoleModel;
import org.keycloak.protocol.oidc.OIDCAdvancedConfigWrapper;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;

/**
 * A client that API tokens are, or could be, issued for.
 *
 * @param visible whether the admin may view a client; roles and APIs of others are left out
 */
public record Application(TokenClient token, Representations texts, Predicate<ClientModel> visible) {

    /** Returns whether a client uses OpenID Connect, so that it can be a token client. */
    public static boolean isPossible(ClientModel client) {
        return client.getProtocol() == null || OIDCLoginProtocol.LOGIN_PROTOCOL.equals(client.getProtocol());
    }

    /** Returns the scopes, those of the client itself first. */
    public List<ApplicationScope> scopes() {
        ScopeAudience audience = ScopeAudience.in(token);
        Set<String> forbidden = token.forbiddenScopes();
        ClientModel client = token.client();
        ApplicationScope ofClient = new ApplicationScope(
                client.getClientId(),
                null,
                true,
                false,
                roles(Stream.concat(client.getRolesStream(), client.getScopeMappingsStream())),
                apis(audience, client),
                audience.isOfAllRoles(client));
        Stream<ApplicationScope> always = sorted(client.getClientScopes(true).values().stream())
                .map(scope -> scope(scope, true, forbidden, audience));
        Stream<ApplicationScope> optional = sorted(Stream.concat(
                        token.optionalScopes(),
                        client.getClientScopes(false).values().stream()
                                .filter(scope -> forbidden.contains(scope.getName()))))
                .map(scope -> scope(scope, false, forbidden, audience));
        return Stream.of(Stream.of(ofClient), always, optional)
                .flatMap(scopes -> scopes)
                .toList();
    }

    private static Stream<ClientScopeModel> sorted(Stream<ClientScopeModel> scopes) {
        return scopes.sorted(
                OrderedModelComparator.<ClientScopeModel>getInstance().thenComparing(ClientScopeModel::getName));
    }

    private ApplicationScope scope(
            ClientScopeModel scope, boolean isDefault, Set<String> forbidden, ScopeAudience audience) {
        return new ApplicationScope(
                scope.getName(),
                texts.text(scope),
                isDefault,
                forbidden.contains(scope.getName()),
                roles(scope.getScopeMappingsStream()),
                apis(audience, scope),
                audience.isOfAllRoles(scope));
    }

    private List<String> roles(Stream<RoleModel> roles) {
        return roles.filter(role -> !(role.getContainer() instanceof ClientModel container) || visible.test(container))
                .map(role -> role.getContainer() instanceof ClientModel container
                        ? container.getClientId() + ": " + role.getName()
                        : role.getName())
                .distinct()
                .sorted()
                .toList();
    }

    private List<String> apis(ScopeAudience audience, ClientScopeModel scope) {
        return audience.of(scope).stream().filter(this::canIntrospect).sorted().toList();
    }

    private boolean canIntrospect(String clientId) {
        ClientModel api = token.client().getRealm().getClientByClientId(clientId);
        return api != null && api.isEnabled() && !api.isPublicClient() && isPossible(api) && visible.test(api);
    }

    /**
     * Returns the warnings.
     *
     * @param scopes as {@link #scopes()} returns them
     */
    public List<Warning> warnings(List<ApplicationScope> scopes) {
        ClientModel client = token.client();
        List<Warning> warnings = new ArrayList<>();
        add(warnings, Kind.CLIENT_DISABLED, !client.isEnabled());
        add(
                warnings,
                Kind.NO_AUDIENCE,
                scopes.stream().filter(scope -> !scope.isForbidden()).noneMatch(ApplicationScope::leadsToAnApi));
        add(warnings, Kind.FULL_SCOPE, client.isFullScopeAllowed());
        List<String> silent = scopes.stream()
                .filter(scope -> !scope.isDefault() && !scope.isForbidden() && scope.text() == null)
                .map(ApplicationScope::name)
                .toList();
        if (!silent.isEmpty()) {
            warnings.add(Warning.of(Kind.NO_CONSENT_TEXT, silent));
        }
        add(
                warnings,
                Kind.DPOP,
                OIDCAdvancedConfigWrapper.fromClientModel(client).isUseDPoP());
        add(warnings, Kind.PUBLIC, client.isPublicClient());
        add(warnings, Kind.BEARER_ONLY, client.isBearerOnly());
        return warnings;
    }

    private static void add(List<Warning> warnings, Kind kind, boolean applies) {
        if (applies) {
            warnings.add(Warning.of(kind, List.of()));
        }
    }
}
