package io.apitokens.keycloak.oauth;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.apitokens.keycloak.model.GrantedScope;
import io.apitokens.keycloak.model.TokenClient;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.ProtocolMapperUtils;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.rar.AuthorizationRequestContext;
import org.keycloak.services.util.AuthorizationContextUtil;
import org.keycloak.util.TokenUtil;

/**
 * What Keycloak's DefaultClientSessionContext says of the same client scopes, at less cost: what they come to is
 * evaluated when something changed, and then the composite roles of the user are expanded once, for scopes that need a
 * role and for the roles themselves.
 */
final class ApiTokenContext implements ClientSessionContext {

    private final KeycloakSession session;
    private final AuthenticatedClientSessionModel clientSession;
    private final Supplier<Set<ClientScopeModel>> granted;
    private final Map<String, Object> attributes = new HashMap<>();
    private Authority authority;
    private Set<ClientScopeModel> optional;
    private Set<ClientScopeModel> requested;
    private Set<ClientScopeModel> scopes;
    private Set<RoleModel> roles;

    /** @param granted optional client scopes */
    private ApiTokenContext(
            KeycloakSession session,
            AuthenticatedClientSessionModel clientSession,
            Supplier<Set<ClientScopeModel>> granted) {
        this.session = session;
        this.clientSession = clientSession;
        this.granted = granted;
        // Where the mappers of organizations look for it.
        session.setAttribute(ClientSessionContext.class.getName(), this);
    }

    /** With all that was granted. What is known of it already is not evaluated, but where somebody asks for it. */
    static ApiTokenContext of(
            KeycloakSession session, AuthenticatedClientSessionModel clientSession, GrantedScope granted) {
        TokenClient client = new TokenClient(clientSession.getClient());
        ApiTokenContext context = new ApiTokenContext(
                session, clientSession, () -> client.optionalScopes(granted).collect(Collectors.toSet()));
        return context.with(Authorities.of(session, client.client(), granted, context.user(), context::evaluate));
    }

    /** With some optional client scopes of the client and no others. */
    static ApiTokenContext of(
            KeycloakSession session, AuthenticatedClientSessionModel clientSession, Set<ClientScopeModel> optional) {
        ApiTokenContext context = new ApiTokenContext(session, clientSession, () -> optional);
        return context.with(context.evaluate());
    }

    private ApiTokenContext with(Authority known) {
        authority = known;
        Set<RoleModel> evaluated = roles;
        roles = Set.of();
        authority.resolveRoles(session, this);
        roles = evaluated;
        return this;
    }

    /** Optional client scopes that were granted, whether or not the user can have them now. */
    Set<ClientScopeModel> optional() {
        if (optional == null) {
            optional = granted.get();
        }
        return optional;
    }

    @Override
    public AuthenticatedClientSessionModel getClientSession() {
        return clientSession;
    }

    @Override
    public Set<String> getClientScopeIds() {
        return requested().stream().map(ClientScopeModel::getId).collect(Collectors.toSet());
    }

    @Override
    public Stream<ClientScopeModel> getClientScopesStream() {
        if (scopes == null) {
            scopes = requested().stream()
                    .filter(scope -> scope instanceof ClientModel || TokenClient.isPermitted(scope, roles()))
                    .collect(Collectors.toSet());
        }
        return scopes.stream();
    }

    /** No API token is about sessions. */
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
        return authority.mappers().stream();
    }

    @Override
    public String getScopeString() {
        return authority.scope();
    }

    @Override
    public String getScopeString(boolean ignoreIncludeInTokenScope) {
        String names = getClientScopesStream()
                .filter(scope -> !(scope instanceof ClientModel))
                .filter(scope -> scope.isIncludeInTokenScope() || ignoreIncludeInTokenScope)
                .map(ClientScopeModel::getName)
                .collect(Collectors.joining(" "));
        boolean openId = optional().stream().anyMatch(scope -> OAuth2Constants.SCOPE_OPENID.equals(scope.getName()));
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

    /**
     * Of all that was requested: a scope that is not permitted adds none, because the user has none of its roles.
     */
    private Set<RoleModel> roles() {
        if (roles == null) {
            roles = TokenManager.getAccess(user(), client(), requested().stream());
        }
        return roles;
    }

    private Authority evaluate() {
        String protocol = Objects.requireNonNullElse(client().getProtocol(), OIDCLoginProtocol.LOGIN_PROTOCOL);
        Set<ProtocolMapperModel> mappers = getClientScopesStream()
                .flatMap(ClientScopeModel::getProtocolMappersStream)
                .filter(mapper ->
                        protocol.equals(mapper.getProtocol()) && ProtocolMapperUtils.isEnabled(session, mapper))
                .collect(Collectors.toSet());
        return Authority.of(getScopeString(false), mappers, roles());
    }

    /** To Keycloak the client is one of its own client scopes. */
    private Set<ClientScopeModel> requested() {
        if (requested == null) {
            requested = Stream.of(new TokenClient(client()).defaultScopes(), optional().stream(), Stream.of(client()))
                    .flatMap(all -> all)
                    .collect(Collectors.toSet());
        }
        return requested;
    }

    private ClientModel client() {
        return clientSession.getClient();
    }

    private UserModel user() {
        return clientSession.getUserSession().getUser();
    }
}
