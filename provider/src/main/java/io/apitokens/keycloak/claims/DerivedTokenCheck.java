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
 * What the use of a JWT asks on top of the stock checks where the JWT was made from an API token: whether that is
 * active, read from its row. JWTs of other sessions cost a comparison of strings.
 */
public final class DerivedTokenCheck {

    private static final String JWT = "jwt";

    private final KeycloakSession session;
    private final RealmModel realm;

    public DerivedTokenCheck(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
    }

    /**
     * Whether the API token behind a session is active; true where there is none.
     *
     * @param event has the error where it is not
     */
    public boolean passes(AccessToken token, UserSessionModel userSession, EventBuilder event) {
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
        bounds(token, (Verified) verification);
        return true;
    }

    /**
     * The claims of a JWT evaluated anew, as AccessTokenIntrospectionProvider.transformAccessToken does, with the
     * scopes and roles of its API token only.
     *
     * @return empty for the JWTs of other sessions, and where the client has no session any more
     * @throws NotAuthorizedException where nobody had asked before whether the API token is active, and it is not
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
                .map(BasicClaims::withoutLogin);
    }

    /**
     * Removes the name of the user, which Keycloak adds to the introspection of every JWT: a derived token is
     * authorization and not identity. Replaces the member {@code jwt}, which Keycloak would accept as a Bearer token.
     */
    public static Response authorizationOnly(
            KeycloakSession session, Response answer, AccessToken claims, UserSessionModel userSession) {
        if (claims == null || !DerivedSession.is(userSession)) {
            return answer;
        }
        DerivedClaim derived = Bounds.of(session, userSession).orElseThrow().claim();
        try {
            ObjectNode json = (ObjectNode) JsonSerialization.mapper.readTree((byte[]) answer.getEntity());
            if (claims.getPreferredUsername() == null) {
                json.remove("username");
            }
            if (json.has(JWT)) {
                json.put(JWT, IntrospectionJwt.of(session, claims, derived));
            }
            return Response.fromResponse(answer)
                    .entity(JsonSerialization.writeValueAsBytes(json))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A context with the scopes and roles of the API token that a session stands for only. */
    public ClientSessionContext narrow(AccessToken token, UserSessionModel userSession, ClientSessionContext context) {
        return bounds(token, userSession).narrow(context);
    }

    private Bounds bounds(AccessToken token, UserSessionModel userSession) {
        return Bounds.of(session, userSession).orElseGet(() -> {
            if (new ApiTokenVerifier(session).verify(userSession, token) instanceof Verified verified) {
                return bounds(token, verified);
            }
            throw new NotAuthorizedException(TokenUtil.TOKEN_TYPE_BEARER);
        });
    }

    private Bounds bounds(AccessToken token, Verified verified) {
        return Bounds.of(
                session,
                verified,
                new ApiTokenClaims(session, new TokenManager(), verified),
                client(token),
                token.getScope(),
                Set.of());
    }

    private ClientModel client(AccessToken token) {
        return realm.getClientByClientId(token.getIssuedFor());
    }
}
