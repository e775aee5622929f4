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
import io.apitokens.keycloak.session.ForeignSessionException;
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
     * Accepts API tokens and derived tokens even if Keycloak does not support the exchange, and rejects them later.
     * Another provider, such as Keycloak's legacy exchange, would not apply their bounds.
     */
    @Override
    public boolean supports(TokenExchangeContext exchange) {
        boolean standard = super.supports(exchange);
        String subject = exchange.getParams().getSubjectToken();
        return standard || Secret.parse(subject).isPresent() || DerivedClaim.isIn(subject);
    }

    @Override
    protected Response tokenExchange() {
        MisplacedSecret.refuse(formParams, errors());
        if (!super.supports(context)) {
            throw errors().invalid(OAuthErrorException.INVALID_REQUEST, context.getUnsupportedReason());
        }
        Optional<Secret> secret = Secret.parse(params.getSubjectToken());
        try {
            return secret.isPresent()
                    ? ApiTokenMetrics.of(session)
                            .count(ApiTokenMetrics.Exchange.FROM_API_TOKEN, realm, () -> exchange(secret.get()))
                    : Admission.during(session, params.getSubjectToken(), super::tokenExchange);
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
            scopes.requireAvailable(requested, errors());
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
        UserSessionModel derived = new ExchangeSession(session, verified.apiToken(), client, event)
                .open(userSession, requestedTokenType)
                .orElseThrow(
                        () -> errors().invalidToken(Verification.Reason.REVOKED.description(), Errors.INVALID_TOKEN));
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
            // For its effect on the roles, which all mappers of this request share.
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
            params = new ParamsWithoutOpenId(context, params.getScope());
        }
    }

    private void requireNoIdToken() {
        if (OAuth2Constants.ID_TOKEN_TYPE.equals(params.getRequestedTokenType())) {
            throw errors().unsupportedType();
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

    private ExchangeErrors errors() {
        return new ExchangeErrors(event, cors);
    }
}
