package io.apitokens.keycloak.token;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.RoleUtils;
import org.keycloak.organization.protocol.mappers.oidc.OrganizationMembershipMapper;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;

/** A Keycloak client that API tokens may be issued for. */
public record TokenClient(ClientModel client) {

    /** Client attribute that makes a client a token client when it is {@code true}. */
    public static final String ENABLED_ATTRIBUTE = "api.tokens.enabled";

    /** Attribute of realm and client: names of client scopes that no API token has, separated by spaces. */
    public static final String FORBIDDEN_SCOPES_ATTRIBUTE = "api.tokens.forbidden.scopes";

    /** Scopes that ask for claims about the user, not for permissions (OpenID Connect Core 1.0, section 5.4). */
    private static final Set<String> IDENTITY_SCOPES = Set.of(
            OAuth2Constants.SCOPE_PROFILE,
            OAuth2Constants.SCOPE_EMAIL,
            OAuth2Constants.SCOPE_ADDRESS,
            OAuth2Constants.SCOPE_PHONE);

    /** Returns whether API tokens for this client are valid and can be minted now. */
    public static boolean is(ClientModel client) {
        return client.isEnabled()
                && Boolean.parseBoolean(client.getAttribute(ENABLED_ATTRIBUTE))
                && (client.getProtocol() == null || OIDCLoginProtocol.LOGIN_PROTOCOL.equals(client.getProtocol()));
    }

    /** Finds a token client by its OAuth {@code client_id}. */
    public static Optional<TokenClient> byClientId(RealmModel realm, String clientId) {
        return Optional.ofNullable(realm.getClientByClientId(clientId))
                .filter(TokenClient::is)
                .map(TokenClient::new);
    }

    /**
     * Returns the optional client scopes that an API token can have. Excludes {@code offline_access}, which concerns
     * sessions and not permissions, client scopes with a parameter and, as Keycloak does, the client scope of
     * organizations if the realm has none.
     */
    public Stream<ClientScopeModel> optionalScopes() {
        Set<String> forbidden = forbiddenScopes();
        boolean hasOrganizations = client.getRealm().isOrganizationsEnabled();
        return client.getClientScopes(false).values().stream()
                .filter(scope -> !OAuth2Constants.OFFLINE_ACCESS.equals(scope.getName()))
                .filter(scope -> !ClientScopeModel.isParameterizedScope(scope))
                .filter(scope -> hasOrganizations
                        || scope.getProtocolMapperByType(OrganizationMembershipMapper.PROVIDER_ID)
                                .isEmpty())
                .filter(scope -> !forbidden.contains(scope.getName()));
    }

    /** Returns the optional client scopes that this user can have because of the user's roles. */
    public Stream<ClientScopeModel> optionalScopes(UserModel user) {
        return permitted(optionalScopes(), user);
    }

    /** Returns the default client scopes, which every API token of this client has. */
    public Stream<ClientScopeModel> defaultScopes() {
        Set<String> forbidden = forbiddenScopes();
        return client.getClientScopes(true).values().stream().filter(scope -> !forbidden.contains(scope.getName()));
    }

    /** Returns the names of the client scopes that no API token of this client has, even if granted. */
    public Set<String> forbiddenScopes() {
        String ofRealm = client.getRealm().getAttribute(FORBIDDEN_SCOPES_ATTRIBUTE);
        String ofClient = client.getAttribute(FORBIDDEN_SCOPES_ATTRIBUTE);
        return ofRealm == null && ofClient == null
                ? Set.of()
                : Stream.of(ofRealm, ofClient)
                        .filter(Objects::nonNull)
                        .flatMap(names -> NameList.parse(names).stream())
                        .collect(Collectors.toSet());
    }

    /** Returns the default and optional client scopes that an API token of the user can have now. */
    public Stream<ClientScopeModel> scopes(UserModel user) {
        return permitted(Stream.concat(defaultScopes(), optionalScopes()), user);
    }

    /** Returns the default and granted client scopes that an API token of the user has now. */
    public Stream<ClientScopeModel> scopes(GrantedScope granted, UserModel user) {
        return permitted(Stream.concat(defaultScopes(), optionalScopes(granted)), user);
    }

    /** Returns the optional client scopes that were granted, whatever roles the user has now. */
    public Stream<ClientScopeModel> optionalScopes(GrantedScope granted) {
        return optionalScopes().filter(scope -> isGranted(granted, scope.getName()));
    }

    /** Returns whether an API token with everything has an optional client scope. */
    public boolean isAmongEverything(String name) {
        return isPermission(name)
                && optionalScopes().anyMatch(scope -> scope.getName().equals(name));
    }

    private static Stream<ClientScopeModel> permitted(Stream<ClientScopeModel> scopes, UserModel user) {
        Set<RoleModel> userRoles = RoleUtils.getDeepUserRoleMappings(user);
        return scopes.filter(scope -> isPermitted(scope, userRoles));
    }

    private static boolean isGranted(GrantedScope granted, String scope) {
        return granted.everything() ? isPermission(scope) : granted.names().contains(scope);
    }

    private static boolean isPermission(String scope) {
        return !IDENTITY_SCOPES.contains(scope);
    }

    /**
     * Returns whether a user with these roles can have a client scope, by the rule of Keycloak's
     * DefaultClientSessionContext.isClientScopePermittedForUser.
     *
     * @param userRoles roles of the user, with composites expanded
     */
    public static boolean isPermitted(ClientScopeModel scope, Set<RoleModel> userRoles) {
        Set<RoleModel> roles = scope.getScopeMappingsStream().collect(Collectors.toSet());
        return roles.isEmpty()
                || roles.stream().anyMatch(userRoles::contains)
                || RoleUtils.expandCompositeRoles(roles).stream().anyMatch(userRoles::contains);
    }
}
