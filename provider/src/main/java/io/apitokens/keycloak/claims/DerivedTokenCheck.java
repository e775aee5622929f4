package io.apitokens.keycloak.claims;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;

import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.apitokens.keycloak.event.ApiTokenEvent;
import io.apitokens.keycloak.session.DerivedClaim;
import io.apitokens.keycloak.session.DerivedSession;
import io.apitokens.keycloak.verification.ApiTokenVerifier;
import io.apitokens.keycloak.verification.Verification;
import io.apitokens.keycloak.verification.Verification.Rejected;
import io.apitokens.keycloak.verification.Verification.Verified;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.util.DefaultClientSessionContext;
import org.keycloak.util.JsonSerialization;
import org.keycloak.util.TokenUtil;

/**
 * Checks a derived JWT beyond Keycloak's own checks: the row of its API token tells whether it is active. A JWT of
 * another session costs one comparison of strings.
 */
public final class DerivedTokenCheck {

    private static final String ACTIVE = "active";
    private static final String JWT = "jwt";
    private static final String EXPIRY = "exp";

    private final KeycloakSession session;
    private final RealmModel realm;

    public DerivedTokenCheck(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
    }

    /**
     * Verifies the API token of a derived JWT and remembers its {@link Bounds} for the rest of the request. Accepts
     * another JWT without a query.
     *
     * @param event gets the error
     * @return false if the API token is not active
     */
    public boolean verifyAndRememberBounds(AccessToken token, UserSessionModel userSession, EventBuilder event) {
        if (!ApiTokenVerifier.concerns(userSession, token)) {
            return true;
        }
        Verification verification = new ApiTokenVerifier(session).verify(userSession, token);
        verification.token().ifPresent(apiToken -> ApiTokenEvent.identify(event, realm, apiToken));
        if (verification instanceof Rejected rejected) {
            event.detail(Details.REASON, rejected.reason().description())
                    .error(rejected.reason().error());
            return false;
        }
        rememberBounds(token, (Verified) verification);
        return true;
    }

    /**
     * Evaluates the claims of a derived JWT anew, as AccessTokenIntrospectionProvider.transformAccessToken does, within
     * its {@link Bounds}.
     *
     * @return empty for a JWT of another session, and if the client has no session any more
     * @throws NotAuthorizedException if the request has not verified the API token before, and it is not active
     */
    public Optional<AccessToken> transform(TokenManager tokenManager, AccessToken token, UserSessionModel userSession) {
        return Optional.of(userSession)
                .filter(DerivedSession::is)
                .map(derived -> derived.getAuthenticatedClientSessionByClient(
                        client(token).getId()))
                .map(clientSession -> DefaultClientSessionContext.fromClientSessionAndScopeParameter(
                        clientSession, token.getScope(), session))
                .map(context -> tokenManager.transformIntrospectionAccessToken(
                        session, token, BasicClaims.of(token), userSession, narrow(token, userSession, context)))
                .map(BasicClaims::withoutLogin)
                .map(claims -> mark(claims, userSession));
    }

    /** Marks the claims, because Keycloak signs them for the member {@code jwt} of an introspection response. */
    private AccessToken mark(AccessToken claims, UserSessionModel userSession) {
        bounds(userSession).claim().mark(claims.getOtherClaims());
        return claims;
    }

    private Bounds bounds(UserSessionModel userSession) {
        return Bounds.remembered(session, userSession).orElseThrow();
    }

    /**
     * Removes the name of the user, which Keycloak adds to the introspection of every JWT (law 6). Replaces the member
     * {@code jwt}, which Keycloak would accept as a bearer token. Removes it from the answer to a client outside the
     * audience: Keycloak would tell this client all claims. Limits {@code exp}: a rotation may have set an earlier
     * expiry of the API token after the JWT was issued.
     *
     * @param claims of the JWT as introspected; null if its signature or session is not valid
     */
    public Response authorizationOnly(Response answer, AccessToken claims, UserSessionModel userSession) {
        if (claims == null || !DerivedSession.is(userSession)) {
            return answer;
        }
        Bounds bounds = bounds(userSession);
        try {
            ObjectNode json = (ObjectNode) JsonSerialization.mapper.readTree((byte[]) answer.getEntity());
            if (!json.path(ACTIVE).asBoolean()) {
                json.remove(JWT);
            }
            json.remove(DerivedClaim.NAME);
            if (claims.getPreferredUsername() == null) {
                json.remove("username");
            }
            if (json.has(JWT)) {
                json.put(JWT, IntrospectionJwt.of(session, claims, bounds.end(claims.getExp()), bounds.claim()));
            }
            if (json.path(ACTIVE).asBoolean()) {
                json.put(EXPIRY, IntrospectionAge.limit(session.getContext().getClient(), bounds.end(claims.getExp())));
            }
            return Response.fromResponse(answer)
                    .entity(JsonSerialization.writeValueAsBytes(json))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the context of a derived JWT within its {@link Bounds}. */
    public ClientSessionContext narrow(AccessToken token, UserSessionModel userSession, ClientSessionContext context) {
        return Bounds.remembered(session, userSession)
                .orElseGet(() -> rememberBounds(token, requireVerified(token, userSession)))
                .narrow(context);
    }

    private Verified requireVerified(AccessToken token, UserSessionModel userSession) {
        if (new ApiTokenVerifier(session).verify(userSession, token) instanceof Verified verified) {
            return verified;
        }
        throw new NotAuthorizedException(TokenUtil.TOKEN_TYPE_BEARER);
    }

    private Bounds rememberBounds(AccessToken token, Verified verified) {
        ApiTokenClaims claims = new ApiTokenClaims(session, new TokenManager(), verified);
        return Bounds.of(session, claims, client(token), token.getScope(), Set.of())
                .remember();
    }

    private ClientModel client(AccessToken token) {
        return realm.getClientByClientId(token.getIssuedFor());
    }
}
