package io.apitokens.keycloak.claims;

import java.util.Comparator;
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
 * The limits of a derived token: the roles and scopes that the API token has now, and its expiry. A client that
 * exchanges an API token has scopes and roles of its own. Without bounds, an API token for some scopes would become a
 * JWT with all that its user may do.
 */
public final class Bounds {

    /** Client scopes that define the form of a JWT and give no permission. */
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

    private Bounds(KeycloakSession session, ApiTokenClaims claims, Set<String> lost) {
        Verified verified = claims.verified();
        this.session = session;
        this.apiToken = verified.apiToken();
        this.secretNumber = verified.secretNumber();
        this.forbidden = verified.tokenClient().forbiddenScopes();
        this.roles = claims.roles().stream().filter(ManagementRoles::mayHold).collect(Collectors.toSet());
        this.scopes = claims.scopes();
        this.scopes.removeAll(lost);
    }

    /**
     * Returns the bounds of a JWT that a client gets.
     *
     * @param claims of the API token
     * @param scope of the JWT; null for none. The bounds exclude scopes that the client could have requested and did
     *     not
     * @param lost names of client scopes that the exchanged JWT has lost
     */
    public static Bounds of(
            KeycloakSession session, ApiTokenClaims claims, ClientModel client, String scope, Set<String> lost) {
        Set<String> granted = TokenManager.parseScopeParameter(Objects.requireNonNullElse(scope, ""))
                .collect(Collectors.toSet());
        Set<String> without = client.getClientScopes(false).values().stream()
                .filter(ClientScopeModel::isIncludeInTokenScope)
                .map(ClientScopeModel::getName)
                .filter(name -> !granted.contains(name))
                .collect(Collectors.toCollection(HashSet::new));
        without.addAll(lost);
        return new Bounds(session, claims.without(without), lost);
    }

    /** Remembers these bounds for the rest of the request, which is about one API token only. */
    public Bounds remember() {
        session.setAttribute(Bounds.class.getName(), this);
        return this;
    }

    /** Returns the bounds that this request remembers; empty if it has none, or for another session. */
    public static Optional<Bounds> remembered(KeycloakSession session, UserSessionModel userSession) {
        return Optional.ofNullable(session.getAttribute(Bounds.class.getName(), Bounds.class))
                .filter(bounds -> DerivedSessionId.of(bounds.apiToken.id()).equals(userSession.getId()));
    }

    /** Returns the names of the client scopes within the bounds, with Keycloak's own scopes for the form of a JWT. */
    public Set<String> scopesOf(ClientModel client) {
        Set<String> names = new HashSet<>(scopes);
        FORM_SCOPES.stream().filter(name -> !forbidden.contains(name)).forEach(names::add);
        // For Keycloak, a client is one of its own scopes. Its display name may be null, or the name of another scope.
        if (!client.getClientScopes(true).containsKey(client.getName())
                && !client.getClientScopes(false).containsKey(client.getName())) {
            names.add(client.getName());
        }
        return names;
    }

    /** Returns the context without the client scopes and roles that are out of bounds. */
    public ClientSessionContext narrow(ClientSessionContext context) {
        return narrow(context, context.getClientSession());
    }

    /**
     * Like {@link #narrow(ClientSessionContext)}, on another view of the client session.
     *
     * @param clientSession replaces the client session of the context
     */
    public ClientSessionContext narrow(ClientSessionContext context, AuthenticatedClientSessionModel clientSession) {
        ClientSessionContext narrowed = DefaultClientSessionContext.fromClientSessionAndClientScopes(
                clientSession,
                context.getClientScopesStream().collect(Collectors.toSet()),
                scopesOf(clientSession.getClient()),
                session);
        narrowRoles(narrowed);
        return narrowed;
    }

    /**
     * Removes the roles that are out of bounds, for all protocol mappers. Keycloak resolves the roles of a session and
     * a client once per request, into one object that all mappers share.
     */
    private void narrowRoles(ClientSessionContext context) {
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
     * Marks a token as derived, lets it expire no later than the API token and the secret, and removes management roles
     * and the claims of a login.
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
        token.exp(end(token.getExp()));
    }

    /**
     * Returns when a derived token ends: at its own expiry, or that of the API token or the secret if it is earlier.
     *
     * @param expiry epoch seconds; null for none
     */
    Long end(Long expiry) {
        return Stream.concat(
                        Stream.ofNullable(expiry),
                        Stream.of(apiToken.expiry(), graceEnds())
                                .flatMap(Optional::stream)
                                .map(TimeUnit.MILLISECONDS::toSeconds))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** Returns the claim for a signed response, which is no token. */
    DerivedClaim claim() {
        return DerivedClaim.of(apiToken, secretNumber);
    }

    /** Returns the end of the grace period if the token was issued with a previous secret. */
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
