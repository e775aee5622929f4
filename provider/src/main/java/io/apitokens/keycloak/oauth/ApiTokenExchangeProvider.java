package io.apitokens.keycloak.oauth;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.core.Response;

import io.apitokens.keycloak.claims.ApiTokenClaims;
import io.apitokens.keycloak.claims.Bounds;
import io.apitokens.keycloak.log.LogMessage;
import io.apitokens.keycloak.metrics.ApiTokenMetrics;
import io.apitokens.keycloak.rest.ServiceUnavailable;
import io.apitokens.keycloak.session.DerivedClaim;
import io.apitokens.keycloak.session.DerivedSession;
import io.apitokens.keycloak.session.ForeignSessionException;
import io.apitokens.keycloak.session.TransientDerivedSession;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.token.Secret;
import io.apitokens.keycloak.verification.Admission;
import io.apitokens.keycloak.verification.ApiTokenVerifier;
import io.apitokens.keycloak.verification.Verification;
import io.apitokens.keycloak.verification.Verification.Rejected;
import io.apitokens.keycloak.verification.Verification.Verified;
import org.jboss.logging.Logger;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ModelException;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.UserSessionModel.SessionPersistenceState;
import org.keycloak.protocol.oidc.TokenExchangeContext;
import org.keycloak.protocol.oidc.TokenManager.AccessTokenResponseBuilder;
import org.keycloak.protocol.oidc.tokenexchange.StandardTokenExchangeProvider;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.CorsErrorResponseException;
import org.keycloak.services.util.DefaultClientSessionContext;

/**
 * Exchanges an API token for a JWT or a refresh token (RFC 8693): Keycloak's standard exchange on the derived session,
 * within the {@link Bounds} of the API token. A derived JWT stays within the bounds when it is exchanged again.
 * Delegates all other subject tokens to Keycloak.
 */
final class ApiTokenExchangeProvider extends StandardTokenExchangeProvider {

    private static final Logger LOG = Logger.getLogger(ApiTokenExchangeProvider.class);

    private Verified verified;
    private ApiTokenClaims claims;
    private Bounds bounds;

    /**
     * Takes API tokens and derived tokens even if Keycloak does not support the exchange, and rejects them later.
     * Another provider, such as Keycloak's legacy exchange, would not know their bounds.
     */
    @Override
    public boolean supports(TokenExchangeContext exchange) {
        boolean standard = super.supports(exchange);
        String subject = exchange.getParams().getSubjectToken();
        return standard || Secret.parse(subject).isPresent() || DerivedClaim.isIn(subject);
    }

    @Override
    protected Response tokenExchange() {
        if (!super.supports(context)) {
            throw errors().invalid(OAuthErrorException.INVALID_REQUEST, context.getUnsupportedReason());
        }
        Optional<Secret> secret = Secret.parse(params.getSubjectToken());
        try {
            return secret.isPresent()
                    ? ApiTokenMetrics.of(session)
                            .count(ApiTokenMetrics.Exchange.FROM_API_TOKEN, realm, () -> exchange(secret.get()))
                    : Admission.of(session, params.getSubjectToken(), super::tokenExchange);
        } catch (ForeignSessionException e) {
            throw errors().invalidToken(e.getMessage(), Errors.INVALID_TOKEN);
        } catch (PersistenceException | ModelException e) {
            if (secret.isEmpty() && verified == null) {
                throw e;
            }
            LogMessage.NOT_USED.log(LOG, e);
            throw ServiceUnavailable.error();
        }
    }

    private Response exchange(Secret secret) {
        event.detail(Details.REQUESTED_TOKEN_TYPE, params.getRequestedTokenType());
        keepWithin(new ApiTokenVerifier(session).verify(secret));
        UserModel user = verified.user();
        event.user(user)
                .detail(Details.USERNAME, user.getUsername())
                .detail(Details.SUBJECT_TOKEN_CLIENT_ID, verified.client().getClientId());
        return exchangeClientToClient(user, null, claims.asIssued(), true);
    }

    /** @param userSession null if the subject token is an API token */
    @Override
    protected Response exchangeClientToClient(
            UserModel user, UserSessionModel userSession, AccessToken subject, boolean disallowOnHolderMismatch) {
        boolean derived = verified == null && ApiTokenVerifier.concerns(userSession, subject);
        if (verified != null || derived) {
            requireNoIdToken();
        }
        if (derived) {
            keepWithin(new ApiTokenVerifier(session).verify(userSession, subject));
        }
        Response response = super.exchangeClientToClient(user, userSession, subject, disallowOnHolderMismatch);
        if (verified != null) {
            ApiTokenProvider.of(session).used(verified.apiToken());
        }
        return response;
    }

    @Override
    protected String getRequestedScope(AccessToken subject, List<ClientModel> audience) {
        if (verified == null) {
            return super.getRequestedScope(subject, audience);
        }
        ExchangeableScopes scopes = ExchangeableScopes.of(claims, subject);
        String requested = params.getScope();
        boolean isAll = requested == null || requested.isBlank();
        if (!isAll) {
            requireNoneExceeding(scopes.exceeding(requested));
        }
        String stock = super.getRequestedScope(subject, audience);
        String scope = isAll ? scopes.all(client) : stock;
        bounds = Bounds.of(session, claims, client, scope, scopes.lost(verified.client()))
                .remember();
        context.setRestrictedScopes(restricted());
        return scope;
    }

    @Override
    protected Response exchangeClientToOIDCClient(
            UserModel user,
            UserSessionModel userSession,
            String requestedTokenType,
            List<ClientModel> audience,
            String scope,
            AccessToken subject) {
        if (verified == null) {
            return super.exchangeClientToOIDCClient(user, userSession, requestedTokenType, audience, scope, subject);
        }
        UserSessionModel derived = openDerivedSession(userSession, requestedTokenType);
        try {
            return super.exchangeClientToOIDCClient(user, derived, requestedTokenType, audience, scope, subject);
        } finally {
            // Also after a failure: Keycloak keeps the scope of the request in the client session.
            Optional.ofNullable(derived.getAuthenticatedClientSessionByClient(client.getId()))
                    .ifPresent(ClientSessionScope::removeOpenId);
        }
    }

    /** Narrows the roles. Keycloak calls this after it has created the client session and before it runs mappers. */
    @Override
    protected void updateUserSessionFromClientAuth(UserSessionModel userSession) {
        super.updateUserSessionFromClientAuth(userSession);
        if (bounds != null) {
            AuthenticatedClientSessionModel clientSession =
                    userSession.getAuthenticatedClientSessionByClient(client.getId());
            bounds.narrow(DefaultClientSessionContext.fromClientSessionScopeParameter(clientSession, session));
        }
    }

    /** Limits the access token. Keycloak calls this before it makes other tokens from the access token. */
    @Override
    protected void checkRequestedAudiences(AccessTokenResponseBuilder response) {
        super.checkRequestedAudiences(response);
        if (bounds != null) {
            AuthenticatedClientSessionModel clientSession =
                    response.getClientSessionCtx().getClientSession();
            bounds.limit(response.getAccessToken(), clientSession);
            preventIdToken();
        }
    }

    /** Removes {@code openid} from the request, by which Keycloak makes an ID token (law 4). */
    private void preventIdToken() {
        String requested = params.getScope();
        params = context.new Params() {
            @Override
            public String getScope() {
                return requested == null ? null : ScopeNames.withoutOpenId(requested);
            }
        };
    }

    private void requireNoIdToken() {
        if (OAuth2Constants.ID_TOKEN_TYPE.equals(params.getRequestedTokenType())) {
            throw errors().invalid(OAuthErrorException.INVALID_REQUEST, "requested_token_type unsupported");
        }
    }

    /** @throws CorsErrorResponseException if the API token is not active */
    private void keepWithin(Verification verification) {
        verification.describe(event, realm);
        if (verification instanceof Rejected rejected) {
            throw errors().invalidToken(
                            rejected.reason().description(), rejected.reason().error());
        }
        verified = (Verified) verification;
        claims = new ApiTokenClaims(session, tokenManager, verified);
    }

    /** Returns the scopes within the bounds and within the restriction of a client policy, if there is one. */
    private Set<String> restricted() {
        Set<String> restricted = bounds.scopesOf(client);
        if (context.getRestrictedScopes() != null) {
            restricted.retainAll(context.getRestrictedScopes());
        }
        return restricted;
    }

    /**
     * Opens the derived session. A client with a refresh token gets its JWTs in the same session, so that they end
     * together.
     *
     * @param subject the session of the JWT that is exchanged; null if the subject token is the API token itself
     */
    private UserSessionModel openDerivedSession(UserSessionModel subject, String requestedTokenType) {
        if (subject != null && subject.getPersistenceState() == SessionPersistenceState.TRANSIENT) {
            // A JWT without a stored session is exchanged for another one. Keycloak refuses a refresh token.
            return TransientDerivedSession.of(session, subject, client);
        }
        DerivedSession derived = new DerivedSession(session, verified.apiToken());
        boolean isStored = OAuth2Constants.REFRESH_TOKEN_TYPE.equals(requestedTokenType) || derived.mayHold(client);
        UserSessionModel opened = (isStored ? derived.openFor(client) : derived.openCopy(client))
                .orElseThrow(
                        () -> errors().invalidToken(Verification.Reason.REVOKED.description(), Errors.INVALID_TOKEN));
        event.session(opened);
        return opened;
    }

    private void requireNoneExceeding(String exceeding) {
        if (!exceeding.isEmpty()) {
            throw errors().invalid(
                            OAuthErrorException.INVALID_SCOPE, "Scope exceeds that of the subject token: " + exceeding);
        }
    }

    private ExchangeErrors errors() {
        return new ExchangeErrors(event, cors);
    }
}
