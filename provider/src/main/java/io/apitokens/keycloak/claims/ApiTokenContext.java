package io.apitokens.keycloak.claims;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.apitokens.keycloak.token.TokenClient;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.delegate.ClientModelLazyDelegate;
import org.keycloak.protocol.ProtocolMapperUtils;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.rar.AuthorizationRequestContext;
import org.keycloak.services.util.AuthorizationContextUtil;
import org.keycloak.util.TokenUtil;

/**
 * Replaces Keycloak's DefaultClientSessionContext with the same results. Expands the composite roles of the user only
 * once, for the roles and for the scopes that need a role.
 */
final class ApiTokenContext implements ClientSessionContext {

    private final KeycloakSession session;
    private final AuthenticatedClientSessionModel clientSession;
    private final Set<RoleModel> clientRoles;
    private final Set<ClientScopeModel> requested;
    private final boolean openId;
    private final Map<String, Object> attributes = new HashMap<>();
    private Set<ClientScopeModel> scopes;
    private Set<RoleModel> roles;
    private Set<ProtocolMapperModel> mappers;
    private String scopeString;

    /**
     * @param clientRoles roles of the client itself
     * @param requested client scopes; includes the client itself, which is a scope for Keycloak
     * @param openId whether {@code openid} was granted
     */
    ApiTokenContext(
            KeycloakSession session,
            AuthenticatedClientSessionModel clientSession,
            Set<RoleModel> clientRoles,
            Set<ClientScopeModel> requested,
            boolean openId) {
        this.session = session;
        this.clientSession = clientSession;
        this.clientRoles = clientRoles;
        this.requested = requested;
        this.openId = openId;
    }

    @Override
    public AuthenticatedClientSessionModel getClientSession() {
        return clientSession;
    }

    @Override
    public Set<String> getClientScopeIds() {
        return requested.stream().map(ClientScopeModel::getId).collect(Collectors.toSet());
    }

    @Override
    public Stream<ClientScopeModel> getClientScopesStream() {
        if (scopes == null) {
            scopes = requested.stream()
                    .filter(scope -> scope instanceof ClientModel || TokenClient.isPermitted(scope, roles()))
                    .collect(Collectors.toSet());
        }
        return scopes.stream();
    }

    /** Returns false: an API token has no offline session. */
    @Override
    public boolean isOfflineTokenRequested() {
        return false;
    }

    @Override
    public Stream<RoleModel> getRolesStream() {
        return roles().stream();
    }

    @Override
    public Stream<ProtocolMapperModel> getProtocolMappersStream() {
        if (mappers == null) {
            String protocol = Objects.requireNonNullElse(client().getProtocol(), OIDCLoginProtocol.LOGIN_PROTOCOL);
            mappers = getClientScopesStream()
                    .flatMap(ClientScopeModel::getProtocolMappersStream)
                    .filter(mapper ->
                            protocol.equals(mapper.getProtocol()) && ProtocolMapperUtils.isEnabled(session, mapper))
                    .collect(Collectors.toSet());
        }
        return mappers.stream();
    }

    @Override
    public String getScopeString() {
        if (scopeString == null) {
            scopeString = getScopeString(false);
        }
        return scopeString;
    }

    @Override
    public String getScopeString(boolean ignoreIncludeInTokenScope) {
        String names = getClientScopesStream()
                .filter(scope -> !(scope instanceof ClientModel))
                .filter(scope -> scope.isIncludeInTokenScope() || ignoreIncludeInTokenScope)
                .map(ClientScopeModel::getName)
                .collect(Collectors.joining(" "));
        return openId ? TokenUtil.attachOIDCScope(names) : names;
    }

    @Override
    public void setAttribute(String name, Object value) {
        attributes.put(name, value);
    }

    @Override
    public <T> T getAttribute(String attribute, Class<T> type) {
        return type.cast(attributes.get(attribute));
    }

    @Override
    public AuthorizationRequestContext getAuthorizationRequestContext() {
        return AuthorizationContextUtil.getAuthorizationRequestContextFromScopes(
                session, client(), user(), getScopeString(true));
    }

    /** Includes scopes that are not permitted: they add no role of the user. */
    private Set<RoleModel> roles() {
        if (roles == null) {
            roles = TokenManager.getAccess(user(), new WithRoles(), requested.stream());
        }
        return roles;
    }

    private ClientModel client() {
        return clientSession.getClient();
    }

    /** The client with its roles at hand: Keycloak would query the database again for a client that has none. */
    private final class WithRoles extends ClientModelLazyDelegate {

        WithRoles() {
            super(ApiTokenContext.this::client);
        }

        @Override
        public Stream<RoleModel> getRolesStream() {
            return clientRoles.stream();
        }
    }

    private UserModel user() {
        return clientSession.getUserSession().getUser();
    }
}
