package io.apitokens.keycloak.oauth;

import java.util.Optional;
import java.util.Set;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.apitokens.keycloak.claims.ApiTokenClaims;
import io.apitokens.keycloak.claims.Bounds;
import io.apitokens.keycloak.session.DerivedClaim;
import io.apitokens.keycloak.session.DerivedSession;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.verification.ApiTokenVerifier;
import io.apitokens.keycloak.verification.Verification;
import io.apitokens.keycloak.verification.Verification.Rejected;
import io.apitokens.keycloak.verification.Verification.Verified;
import org.keycloak.OAuthErrorException;
import org.keycloak.common.ClientConnection;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.TokenManager.AccessTokenResponseBuilder;
import org.keycloak.protocol.oidc.TokenManager.TokenValidation;
import org.keycloak.protocol.oidc.refresh.DefaultRefreshTokenProvider;
import org.keycloak.protocol.oidc.refresh.InitialRefreshTokenContext;
import org.keycloak.protocol.oidc.refresh.RefreshTokenContext;
import org.keycloak.representations.RefreshToken;
import org.keycloak.services.ErrorResponseException;

/**
 * Refreshes derived tokens (RFC 6749, section 6): the API token must be active, and the new tokens stay within its
 * {@link Bounds}. Other refresh tokens only pass Keycloak's own checks.
 */
final class ApiTokenRefreshProvider extends DefaultRefreshTokenProvider {

    ApiTokenRefreshProvider(KeycloakSession session) {
        super(session);
    }

    @Override
    public RefreshToken generateRefreshToken(InitialRefreshTokenContext context) {
        RefreshToken refreshToken = super.generateRefreshToken(context);
        AuthenticatedClientSessionModel clientSession =
                context.clientSessionCtx().getClientSession();
        bounds(clientSession.getUserSession()).ifPresent(bounds -> bounds.limit(refreshToken, clientSession));
        return refreshToken;
    }

    /** Ends the instance of the client if Keycloak detaches the client because a refresh token was used too often. */
    @Override
    public AccessTokenResponseBuilder refreshAccessToken(RefreshTokenContext context) throws OAuthErrorException {
        try {
            return super.refreshAccessToken(context);
        } catch (OAuthErrorException e) {
            DerivedClaim.of(context.oldRefreshToken())
                    .ifPresent(claim -> DerivedSession.endDetached(
                            session, claim, context.grantContext().getClient()));
            throw e;
        }
    }

    @Override
    protected TokenValidation validateToken(
            KeycloakSession session,
            UriInfo uriInfo,
            ClientConnection connection,
            RealmModel realm,
            RefreshToken oldToken,
            HttpHeaders headers,
            String scope,
            ClientModel client,
            TokenManager tokenManager,
            EventBuilder event)
            throws OAuthErrorException {
        TokenValidation stock = super.validateToken(
                session, uriInfo, connection, realm, oldToken, headers, scope, client, tokenManager, event);
        if (!ApiTokenVerifier.concerns(stock.userSession, oldToken)) {
            return stock;
        }
        Verification verification = new ApiTokenVerifier(session).verify(stock.userSession, oldToken);
        verification.describe(event, realm);
        if (verification instanceof Rejected rejected) {
            throw new OAuthErrorException(
                    OAuthErrorException.INVALID_GRANT, rejected.reason().description());
        }
        Verified verified = (Verified) verification;
        ApiTokenProvider.of(session).used(verified.apiToken());
        new DerivedSession(session, verified.apiToken()).recheckAfterCommit();
        ApiTokenClaims claims = new ApiTokenClaims(session, tokenManager, verified);
        Bounds bounds = Bounds.of(session, claims, client, scope, Set.of()).remember();
        return new TokenValidation(
                stock.user,
                stock.userSession,
                bounds.narrow(
                        stock.clientSessionCtx,
                        ClientSessionScope.withoutOpenId(stock.clientSessionCtx.getClientSession())));
    }

    /**
     * Returns the remembered bounds. Rejects a derived session without them, because its token would have no limits.
     */
    private Optional<Bounds> bounds(UserSessionModel userSession) {
        Optional<Bounds> bounds = Bounds.remembered(session, userSession);
        if (bounds.isEmpty() && DerivedSession.is(userSession)) {
            throw new ErrorResponseException(
                    OAuthErrorException.INVALID_GRANT, "Not available to derived tokens", Response.Status.BAD_REQUEST);
        }
        return bounds;
    }

    @Override
    protected void afterRefreshTokenGenerated(RefreshTokenContext context, AccessTokenResponseBuilder response) {
        super.afterRefreshTokenGenerated(context, response);
        bounds(session.getContext().getUserSession())
                .ifPresent(bounds -> bounds.limit(
                        response.getAccessToken(),
                        response.getClientSessionCtx().getClientSession()));
    }
}
