package io.apitokens.keycloak.claims;

import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.apitokens.keycloak.session.DerivedSession;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.TokenClient;
import io.apitokens.keycloak.verification.Verification.Verified;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.Urls;
import org.keycloak.util.TokenUtil;

/**
 * The claims that an API token has now (law 5). Keycloak's client scopes and protocol mappers evaluate them on a
 * session that is stored nowhere.
 */
public final class ApiTokenClaims {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");

    private final KeycloakSession session;
    private final TokenManager tokenManager;
    private final Verified verified;
    private final ApiToken apiToken;
    private final String issuer;
    private final Set<RoleModel> clientRoles;
    private final Set<ClientScopeModel> optional;
    private final UserSessionModel userSession;
    private final ClientSessionContext context;
    private AccessToken issued;

    public ApiTokenClaims(KeycloakSession session, TokenManager tokenManager, Verified verified) {
        this(session, tokenManager, verified, clientRoles(verified));
    }

    /** @param clientRoles as {@link #clientRoles(Verified)} returns them */
    public ApiTokenClaims(
            KeycloakSession session, TokenManager tokenManager, Verified verified, Set<RoleModel> clientRoles) {
        this(
                session,
                tokenManager,
                verified,
                clientRoles,
                verified.tokenClient()
                        .optionalScopes(verified.apiToken().scope())
                        .collect(Collectors.toSet()));
    }

    private ApiTokenClaims(
            KeycloakSession session,
            TokenManager tokenManager,
            Verified verified,
            Set<RoleModel> clientRoles,
            Set<ClientScopeModel> optional) {
        this.session = session;
        this.tokenManager = tokenManager;
        this.verified = verified;
        this.apiToken = verified.apiToken();
        this.issuer = issuer(session.getContext().getUri().getBaseUri(), realm().getName());
        this.clientRoles = clientRoles;
        this.optional = optional;
        this.userSession = transientSession();
        this.context = context();
    }

    /**
     * Returns the roles of the token client that limit its scope. If it has none, Keycloak queries the database for
     * them each time.
     */
    public static Set<RoleModel> clientRoles(Verified verified) {
        ClientModel client = verified.client();
        return client.isFullScopeAllowed() ? Set.of() : client.getRolesStream().collect(Collectors.toSet());
    }

    /** Returns the API token that the claims are of. */
    public Verified verified() {
        return verified;
    }

    /**
     * Returns the claims that the API token would have with fewer client scopes.
     *
     * @param names of optional client scopes to leave out
     */
    ApiTokenClaims without(Set<String> names) {
        Set<ClientScopeModel> rest = optional.stream()
                .filter(scope -> !names.contains(scope.getName()))
                .collect(Collectors.toSet());
        return rest.size() == optional.size()
                ? this
                : new ApiTokenClaims(session, tokenManager, verified, clientRoles, rest);
    }

    /** Returns the claims that the API token would have with one more optional client scope. */
    public ApiTokenClaims with(ClientScopeModel scope) {
        Set<ClientScopeModel> more =
                Stream.concat(optional.stream(), Stream.of(scope)).collect(Collectors.toSet());
        return new ApiTokenClaims(session, tokenManager, verified, clientRoles, more);
    }

    /** Returns the claims of a JWT that would be issued now, for the audience check. */
    public AccessToken asIssued() {
        if (issued == null) {
            issued = withoutLogin(evaluate());
        }
        return issued;
    }

    /** Returns the claims of an introspection, as AccessTokenIntrospectionProvider.transformAccessToken does. */
    public AccessToken asIntrospected() {
        asIssued();
        return withoutLogin(tokenManager.transformIntrospectionAccessToken(
                session, issued, BasicClaims.of(issued), userSession, context));
    }

    /** Returns what the claims are evaluated with. */
    public ClientSessionContext evaluated() {
        return context;
    }

    /** Returns the scope (RFC 6749, section 3.3) that the API token has now. */
    public String scope() {
        return context.getScopeString();
    }

    /** Returns the roles that the API token has now. */
    public Set<RoleModel> roles() {
        return context.getRolesStream().collect(Collectors.toSet());
    }

    /** Returns the names of the client scopes that the API token has now, also of those without a name in tokens. */
    public Set<String> scopes() {
        return Stream.concat(
                        // For Keycloak, the client is a scope too. Its display name could be that of another scope.
                        context.getClientScopesStream()
                                .filter(scope -> !(scope instanceof ClientModel))
                                .map(ClientScopeModel::getName),
                        TokenManager.parseScopeParameter(context.getScopeString()))
                .collect(Collectors.toSet());
    }

    /** Shows the token client to mappers as the client of the request, because it decides about lightweight tokens. */
    private AccessToken evaluate() {
        ClientModel caller = session.getContext().getClient();
        session.getContext().setClient(verified.client());
        try {
            return tokenManager.transformAccessToken(session, basic(), userSession, context);
        } finally {
            session.getContext().setClient(caller);
        }
    }

    private AccessToken basic() {
        AccessToken token = new AccessToken();
        token.id(apiToken.id());
        token.type(TokenUtil.TOKEN_TYPE_BEARER);
        token.subject(verified.user().getId());
        token.iat(apiToken.createdSeconds());
        token.issuedFor(verified.client().getClientId());
        token.issuer(issuer);
        token.setScope(context.getScopeString());
        apiToken.expiry().map(TimeUnit.MILLISECONDS::toSeconds).ifPresent(token::exp);
        return token;
    }

    /** Returns Keycloak's issuer. Avoids its URI template, 3% of an introspection, if nothing needs escaping. */
    private static String issuer(URI base, String realm) {
        return PLAIN.matcher(realm).matches() && base.getPath().endsWith("/")
                ? base + "realms/" + realm
                : Urls.realmIssuer(base, realm);
    }

    private static AccessToken withoutLogin(AccessToken token) {
        token.setSessionId(null);
        return BasicClaims.withoutLogin(token);
    }

    private UserSessionModel transientSession() {
        return session.sessions()
                .createUserSession(
                        // Any id but that of the derived session.
                        KeycloakModelUtils.generateId(),
                        realm(),
                        verified.user(),
                        verified.user().getUsername(),
                        session.getContext().getConnection().getRemoteHost(),
                        DerivedSession.AUTH_METHOD,
                        false,
                        null,
                        null,
                        UserSessionModel.SessionPersistenceState.TRANSIENT);
    }

    private ClientSessionContext context() {
        TokenClient client = verified.tokenClient();
        AuthenticatedClientSessionModel clientSession =
                session.sessions().createClientSession(realm(), client.client(), userSession);
        clientSession.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
        clientSession.setNote(OIDCLoginProtocol.ISSUER, issuer);
        Set<ClientScopeModel> requested =
                Stream.concat(client.defaultScopes(), optional.stream()).collect(Collectors.toCollection(HashSet::new));
        requested.add(client.client());
        boolean openId = optional.stream().anyMatch(scope -> OAuth2Constants.SCOPE_OPENID.equals(scope.getName()));
        ClientSessionContext created = new ApiTokenContext(session, clientSession, clientRoles, requested, openId);
        // Keycloak's mappers of organizations read the context from the session.
        session.setAttribute(ClientSessionContext.class.getName(), created);
        return created;
    }

    private RealmModel realm() {
        return session.getContext().getRealm();
    }
}
