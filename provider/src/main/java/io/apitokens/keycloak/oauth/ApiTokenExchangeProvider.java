package io.apitokens.keycloak.oauth;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.core.Response;

import io.apitokens.keycloak.claims.ApiTokenClaims;
import io.apitokens.keycloak.claims.Bounds;
import io.apitokens.keycloak.event.ApiTokenEvent;
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
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ModelException;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.UserSessionModel.SessionPersistenceState;
import org.keycloak.protocol.oidc.TokenExchangeContext;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.TokenManager.AccessTokenResponseBuilder;
import org.keycloak.protocol.oidc.tokenexchange.StandardTokenExchangeProvider;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.CorsErrorResponseException;
import org.keycloak.services.util.DefaultClientSessionContext;

/**
 * Token exchange (RFC 8693) of an API token for a JWT and, where the client may have one, a refresh token: Keycloak's
 * standard exchange on the derived session, within the {@link Bounds} of the API token. What was made from an API token
 * stays within them when it is exchanged again; every other subject token goes the stock way.
 */
final class ApiTokenExchangeProvider extends StandardTokenExchangeProvider {

    private static final Logger LOG = Logger.getLogger(ApiTokenExchangeProvider.class);

    private Verified verified;
    private ApiTokenClaims claims;
    private Bounds bounds;

    /**
     * API tokens, and what was made from them, are exchanged here or not at all: another provider, Keycloak's legacy
     * one above all, would not know their bounds.
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
            throw unsupported(context.getUnsupportedReason());
        }
        Optional<Secret> secret = Secret.parse(params.getSubjectToken());
        try {
            return secret.isPresent()
                    ? ApiTokenMetrics.of(session)
                            .count(ApiTokenMetrics.Exchange.FROM_API_TOKEN, realm, () -> exchange(secret.get()))
                    : Admission.of(session, params.getSubjectToken(), super::tokenExchange);
        } catch (ForeignSessionException e) {
            throw invalidToken(e.getMessage(), Errors.INVALID_TOKEN);
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

    /** @param userSession null where the subject token is an API token */
    @Override
    protected Response exchangeClientToClient(
            UserModel user, UserSessionModel userSession, AccessToken subject, boolean disallowOnHolderMismatch) {
        boolean derived = verified == null && ApiTokenVerifier.concerns(userSession, subject);
        if (verified != null || derived) {
            requireAuthorization();
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
        Set<String> available = available(subject);
        String requested = params.getScope();
        boolean all = requested == null || requested.isBlank();
        if (!all) {
            requireWithin(available, requested);
        }
        String stock = super.getRequestedScope(subject, audience);
        String scope = all ? everything(available) : stock;
        bounds = Bounds.of(session, verified, claims, client, scope, lost(available));
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
        UserSessionModel derived = derivedSession(userSession, requestedTokenType);
        try {
            return super.exchangeClientToOIDCClient(user, derived, requestedTokenType, audience, scope, subject);
        } finally {
            // Also after a failure: the stock exchange keeps the scope of the request in the session.
            Optional.ofNullable(derived.getAuthenticatedClientSessionByClient(client.getId()))
                    .ifPresent(ClientSessionScope::removeOpenId);
        }
    }

    /** The stock exchange calls this when the session of the client is there, before a protocol mapper runs. */
    @Override
    protected void updateUserSessionFromClientAuth(UserSessionModel userSession) {
        super.updateUserSessionFromClientAuth(userSession);
        if (bounds != null) {
            AuthenticatedClientSessionModel clientSession =
                    userSession.getAuthenticatedClientSessionByClient(client.getId());
            bounds.narrow(DefaultClientSessionContext.fromClientSessionScopeParameter(clientSession, session));
        }
    }

    /** The stock exchange calls this when the access token is there, before other tokens are made from it. */
    @Override
    protected void checkRequestedAudiences(AccessTokenResponseBuilder response) {
        super.checkRequestedAudiences(response);
        if (bounds != null) {
            AuthenticatedClientSessionModel clientSession =
                    response.getClientSessionCtx().getClientSession();
            bounds.limit(response.getAccessToken(), clientSession);
            withoutIdToken();
        }
    }

    /** The stock exchange makes an ID token if the scope parameter has {@code openid}. */
    private void withoutIdToken() {
        String requested = params.getScope();
        params = context.new Params() {
            @Override
            public String getScope() {
                return requested == null ? null : ClientSessionScope.withoutOpenId(requested);
            }
        };
    }

    /** An API token is no login, and its ID token would be one. */
    private void requireAuthorization() {
        if (OAuth2Constants.ID_TOKEN_TYPE.equals(params.getRequestedTokenType())) {
            throw unsupported("requested_token_type unsupported");
        }
    }

    private CorsErrorResponseException unsupported(String reason) {
        event.detail(Details.REASON, reason).error(Errors.INVALID_REQUEST);
        return new CorsErrorResponseException(
                cors, OAuthErrorException.INVALID_REQUEST, reason, Response.Status.BAD_REQUEST);
    }

    private void keepWithin(Verification verification) {
        verification.token().ifPresent(token -> ApiTokenEvent.identify(event, realm, token)
                .user(token.userId()));
        if (verification instanceof Rejected rejected) {
            throw invalidToken(
                    rejected.reason().description(), rejected.reason().error());
        }
        verified = (Verified) verification;
        claims = new ApiTokenClaims(session, tokenManager, verified);
    }

    /** A client policy may have restricted them before. */
    private Set<String> restricted() {
        Set<String> restricted = bounds.scopesOf(client);
        if (context.getRestrictedScopes() != null) {
            restricted.retainAll(context.getRestrictedScopes());
        }
        return restricted;
    }

    /**
     * A client that has a refresh token has its JWTs in the same session, and they end together.
     *
     * @param subject the session of the JWT that is exchanged; null where that is the API token itself
     */
    private UserSessionModel derivedSession(UserSessionModel subject, String requestedTokenType) {
        if (subject != null && subject.getPersistenceState() == SessionPersistenceState.TRANSIENT) {
            // Of a JWT that was made alone. What is made from it is as well; a refresh token the stock exchange
            // refuses.
            return TransientDerivedSession.of(session, subject, client);
        }
        DerivedSession derived = new DerivedSession(session, verified.apiToken());
        boolean isStored = OAuth2Constants.REFRESH_TOKEN_TYPE.equals(requestedTokenType) || derived.mayHold(client);
        UserSessionModel opened = (isStored ? derived.openFor(client) : derived.openCopy(client))
                .orElseThrow(() -> invalidToken(Verification.Reason.REVOKED.description(), Errors.INVALID_TOKEN));
        event.session(opened);
        return opened;
    }

    /** A JWT made from an API token may have less than that has. */
    private Set<String> available(AccessToken subject) {
        Set<String> scopes = claims.scopes();
        if (subject == claims.asIssued()) {
            return scopes;
        }
        return TokenManager.parseScopeParameter(Objects.requireNonNullElse(subject.getScope(), ""))
                .filter(scopes::contains)
                .collect(Collectors.toSet());
    }

    /** Scopes that the exchanged JWT has lost: a second exchange does not bring them back. */
    private Set<String> lost(Set<String> available) {
        return verified.client().getClientScopes(false).values().stream()
                .filter(ClientScopeModel::isIncludeInTokenScope)
                .map(ClientScopeModel::getName)
                .filter(name -> claims.scopes().contains(name) && !available.contains(name))
                .collect(Collectors.toSet());
    }

    private String everything(Set<String> available) {
        Set<String> optional = client.getClientScopes(false).values().stream()
                .map(ClientScopeModel::getName)
                .filter(name -> !OAuth2Constants.OFFLINE_ACCESS.equals(name))
                .collect(Collectors.toSet());
        return available.stream()
                .filter(name -> optional.contains(name) || OAuth2Constants.SCOPE_OPENID.equals(name))
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private void requireWithin(Set<String> available, String requested) {
        String exceeding = TokenManager.parseScopeParameter(requested)
                .filter(name -> !available.contains(name))
                .collect(Collectors.joining(" "));
        if (!exceeding.isEmpty()) {
            event.detail(Details.REASON, "Scope exceeds that of the subject token: " + exceeding)
                    .error(Errors.INVALID_REQUEST);
            throw new CorsErrorResponseException(
                    cors,
                    OAuthErrorException.INVALID_SCOPE,
                    "Scope exceeds that of the subject token: " + exceeding,
                    Response.Status.BAD_REQUEST);
        }
    }

    /** As the stock exchange answers about a JWT. */
    private CorsErrorResponseException invalidToken(String reason, String error) {
        event.detail(Details.REASON, reason).error(error);
        return new CorsErrorResponseException(
                cors, OAuthErrorException.INVALID_REQUEST, "Invalid token", Response.Status.BAD_REQUEST);
    }
}
