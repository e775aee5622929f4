package io.apitokens.keycloak.claims;

import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.apitokens.keycloak.session.DerivedClaim;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.DerivedSessionId;
import io.apitokens.keycloak.verification.Verification.Verified;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocolFactory;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.AccessToken.Access;
import org.keycloak.representations.IDToken;
import org.keycloak.representations.JsonWebToken;
import org.keycloak.services.util.DefaultClientSessionContext;
import org.keycloak.utils.RoleResolveUtil;

/**
 * What the JWTs made from an API token can hold at most: its roles and scopes now, and its expiry. A client that
 * exchanges an API token has scopes and roles of its own; without these bounds an API token for a selection of scopes
 * would become a JWT with whatever its user may do.
 */
public final class Bounds {

    /** Client scopes that say how a JWT is written, and not what it allows. */
    private static final Set<String> FORM_SCOPES = Set.of(
            OIDCLoginProtocolFactory.BASIC_SCOPE,
            OIDCLoginProtocolFactory.ROLES_SCOPE,
            OIDCLoginProtocolFactory.WEB_ORIGINS_SCOPE);

    private final KeycloakSession session;
    private final ApiToken apiToken;
    private final int secretNumber;
    private final Set<RoleModel> roles;
    private final Set<String> scopes;
    private final Set<String> forbidden;

    private Bounds(KeycloakSession session, Verified verified, ApiTokenClaims claims, Set<String> lost) {
        this.session = session;
        this.apiToken = verified.apiToken();
        this.secretNumber = verified.secretNumber();
        this.forbidden = verified.tokenClient().forbiddenScopes();
        this.roles = claims.roles().stream().filter(ManagementRoles::mayHold).collect(Collectors.toSet());
        this.scopes = claims.scopes();
        this.scopes.removeAll(lost);
    }

    /**
     * The bounds of an API token for the rest of this request, which deals with no other.
     *
     * @param claims those of the API token
     * @param client who has the JWT
     * @param scope of the JWT, null for none. What the client could have asked for and did not is out of bounds
     * @param lost names of client scopes that the exchanged JWT has lost
     */
    public static Bounds of(
            KeycloakSession session,
            Verified verified,
            ApiTokenClaims claims,
            ClientModel client,
            String scope,
            Set<String> lost) {
        Set<String> granted = TokenManager.parseScopeParameter(Objects.requireNonNullElse(scope, ""))
                .collect(Collectors.toSet());
        Set<String> without = client.getClientScopes(false).values().stream()
                .filter(ClientScopeModel::isIncludeInTokenScope)
                .map(ClientScopeModel::getName)
                .filter(name -> !granted.contains(name))
                .collect(Collectors.toCollection(HashSet::new));
        without.addAll(lost);
        Bounds bounds = new Bounds(session, verified, claims.without(without), lost);
        session.setAttribute(Bounds.class.getName(), bounds);
        return bounds;
    }

    /** The bounds of the API token that a session stands for, if this request has asked for them. */
    public static Optional<Bounds> of(KeycloakSession session, UserSessionModel userSession) {
        return Optional.ofNullable(session.getAttribute(Bounds.class.getName(), Bounds.class))
                .filter(bounds -> DerivedSessionId.of(bounds.apiToken.id()).equals(userSession.getId()));
    }

    /** Names of the client scopes that count for a client: these, and those of Keycloak's own that are about form. */
    public Set<String> scopesOf(ClientModel client) {
        Set<String> names = new HashSet<>(scopes);
        FORM_SCOPES.stream().filter(name -> !forbidden.contains(name)).forEach(names::add);
        // To Keycloak a client is one of its own scopes, by its display name, which may be null or that of a real
        // scope.
        if (!client.getClientScopes(true).containsKey(client.getName())
                && !client.getClientScopes(false).containsKey(client.getName())) {
            names.add(client.getName());
        }
        return names;
    }

    /** The same context without the client scopes and roles that are out of bounds. */
    public ClientSessionContext narrow(ClientSessionContext context) {
        ClientSessionContext narrowed = DefaultClientSessionContext.fromClientSessionAndClientScopes(
                context.getClientSession(),
                context.getClientScopesStream().collect(Collectors.toSet()),
                scopesOf(context.getClientSession().getClient()),
                session);
        narrowRoles(narrowed);
        return narrowed;
    }

    /**
     * Takes away the roles that are out of bounds, for all protocol mappers: Keycloak resolves the roles of a session
     * and a client once per request, into an object that they share.
     */
    void narrowRoles(ClientSessionContext context) {
        Access realmRoles = RoleResolveUtil.getResolvedRealmRoles(session, context, true);
        retain(realmRoles, roles.stream().filter(role -> !role.isClientRole()));
        Map<String, Access> clientRoles = RoleResolveUtil.getAllResolvedClientRoles(session, context);
        new HashSet<>(clientRoles.keySet()).forEach(client -> {
            retain(clientRoles.get(client), roles.stream().filter(role -> isOf(role, client)));
            if (clientRoles.get(client).getRoles().isEmpty()) {
                clientRoles.remove(client);
            }
        });
    }

    /**
     * No JWT outlives the API token that it was made from, nor the secret; and none tells of a login.
     *
     * @param clientSession of the client that the token is issued to
     */
    public void limit(JsonWebToken token, AuthenticatedClientSessionModel clientSession) {
        DerivedClaim.of(apiToken, secretNumber, clientSession.getUserSession(), clientSession.getClient())
                .mark(session, token);
        if (token instanceof AccessToken issued) {
            ManagementRoles.removeFrom(issued, session.getContext().getRealm());
        }
        if (token instanceof IDToken claims) {
            claims.setAcr(null);
            claims.setAuth_time(null);
        }
        Stream.of(apiToken.expiry(), graceEnds())
                .flatMap(Optional::stream)
                .map(TimeUnit.MILLISECONDS::toSeconds)
                .forEach(end -> {
                    if (token.getExp() == null || token.getExp() > end) {
                        token.exp(end);
                    }
                });
    }

    /** The claim of a signed response: no token. */
    DerivedClaim claim() {
        return DerivedClaim.of(apiToken, secretNumber);
    }

    /** The end of a secret that a rotation has replaced. */
    private Optional<Long> graceEnds() {
        return secretNumber == apiToken.rotation().number()
                ? Optional.empty()
                : Optional.ofNullable(apiToken.rotation().graceEnds());
    }

    private static void retain(Access access, Stream<RoleModel> bounds) {
        if (access.getRoles() != null) {
            access.getRoles().retainAll(bounds.map(RoleModel::getName).collect(Collectors.toSet()));
        }
    }

    private static boolean isOf(RoleModel role, String clientId) {
        return role.getContainer() instanceof ClientModel client
                && client.getClientId().equals(clientId);
    }
}
