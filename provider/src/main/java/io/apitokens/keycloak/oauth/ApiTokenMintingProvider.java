package io.apitokens.keycloak.oauth;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.apitokens.keycloak.claims.ApiTokenClaims;
import io.apitokens.keycloak.event.ApiTokenEvent;
import io.apitokens.keycloak.log.LogMessage;
import io.apitokens.keycloak.metrics.ApiTokenMetrics;
import io.apitokens.keycloak.policy.ApiTokenConflictException;
import io.apitokens.keycloak.policy.ApiTokenForbiddenException;
import io.apitokens.keycloak.policy.ApiTokenMinting;
import io.apitokens.keycloak.policy.ApiTokenPolicy;
import io.apitokens.keycloak.policy.AuthenticationTooOldException;
import io.apitokens.keycloak.policy.InvalidPolicyException;
import io.apitokens.keycloak.policy.MintRequest;
import io.apitokens.keycloak.policy.MintedApiToken;
import io.apitokens.keycloak.policy.Requester;
import io.apitokens.keycloak.session.DerivedClaim;
import io.apitokens.keycloak.session.DerivedSession;
import io.apitokens.keycloak.store.ApiTokenBusyException;
import io.apitokens.keycloak.token.GrantingSession;
import io.apitokens.keycloak.token.InvalidApiTokenException;
import io.apitokens.keycloak.token.TokenClient;
import io.apitokens.keycloak.verification.Verification.Verified;
import org.jboss.logging.Logger;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.events.EventType;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.TokenExchangeContext;
import org.keycloak.protocol.oidc.encode.TokenContextEncoderProvider;
import org.keycloak.protocol.oidc.tokenexchange.StandardTokenExchangeProvider;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.util.DefaultClientSessionContext;
import org.keycloak.util.TokenUtil;

/**
 * Exchanges a user's access token for an API token (RFC 8693), for clients that cannot show the account console, such
 * as a command-line tool after its login. Keycloak's standard exchange checks the subject token. The API token never
 * has a scope or role that the subject token does not have.
 */
final class ApiTokenMintingProvider extends StandardTokenExchangeProvider {

    /** Value of {@code requested_token_type}, defined here as RFC 8693, section 3, allows. */
    static final String TOKEN_TYPE = "urn:apitokens:token-type:api-token";

    private static final String DERIVED = "API tokens do not mint API tokens";

    private static final Logger LOG = Logger.getLogger(ApiTokenMintingProvider.class);

    @Override
    public boolean supports(TokenExchangeContext context) {
        return TOKEN_TYPE.equals(context.getParams().getRequestedTokenType()) && super.supports(context);
    }

    @Override
    protected Response tokenExchange() {
        return ApiTokenMetrics.of(session).count(ApiTokenMetrics.Exchange.TO_API_TOKEN, realm, this::mint);
    }

    private Response mint() {
        if (DerivedClaim.isIn(params.getSubjectToken())) {
            throw errors().refused(DERIVED);
        }
        return super.tokenExchange();
    }

    @Override
    protected Response exchangeClientToClient(
            UserModel user, UserSessionModel userSession, AccessToken subject, boolean disallowOnHolderMismatch) {
        requirePermission(user, userSession, subject);
        validateAudience(subject, disallowOnHolderMismatch, List.of(client));
        TokenClient tokenClient = tokenClient(subject);
        requireExchangeEnabled(tokenClient);
        List<String> scopes = scopes(tokenClient, user, subject);
        requireConsent(tokenClient, user, scopes);

        MintedApiToken minted =
                mint(user, userSession, subject, () -> new MintingForm(formParams).toRequest(tokenClient, scopes));
        ApiTokenClaims claims = new ApiTokenClaims(
                session,
                tokenManager,
                new Verified(minted.token(), minted.token().rotation().number(), tokenClient, user));
        requireNoMoreRoles(claims, userSession, subject);
        ApiTokenEvent.describe(
                        ApiTokenEvent.begin(event.clone(), EventType.UPDATE_CREDENTIAL, ApiTokenEvent.MINT),
                        realm,
                        minted.token())
                .success();
        ApiTokenEvent.identify(event, realm, minted.token()).success();
        return cors.add(Response.ok(response(minted, claims), MediaType.APPLICATION_JSON_TYPE));
    }

    /**
     * Lets a public client exchange only tokens that were issued to itself. Keycloak would let it exchange none.
     */
    @Override
    protected void validateAudience(
            AccessToken subject, boolean disallowOnHolderMismatch, List<ClientModel> targetAudience) {
        if (!client.isPublicClient()) {
            super.validateAudience(subject, disallowOnHolderMismatch, targetAudience);
        } else if (!client.getClientId().equals(subject.getIssuedFor())) {
            throw errors().refused("Public client exchanges its own tokens only");
        }
    }

    private void requirePermission(UserModel user, UserSessionModel userSession, AccessToken subject) {
        if (DerivedSession.is(userSession)) {
            throw errors().refused(DERIVED);
        }
        if (user.getServiceAccountClientLink() != null) {
            throw errors().refused("Service accounts do not mint API tokens");
        }
        if (subject.getConfirmation() != null) {
            throw errors().refused("A sender-constrained token does not become a bearer token");
        }
    }

    private void requireExchangeEnabled(TokenClient tokenClient) {
        try {
            if (!ApiTokenPolicy.of(tokenClient.client()).exchangeEnabled()) {
                throw errors().invalid(OAuthErrorException.INVALID_REQUEST, "requested_token_type unsupported");
            }
        } catch (InvalidPolicyException e) {
            LogMessage.NOTHING_MINTED.log(LOG, e, realm.getName(), e.attribute());
            throw errors().refused(e.getMessage());
        }
    }

    private TokenClient tokenClient(AccessToken subject) {
        List<String> audience = params.getAudience() == null ? List.of(client.getClientId()) : params.getAudience();
        String wanted = audience.size() == 1 ? audience.get(0) : null;
        boolean reachable = client.getClientId().equals(wanted) || subject.hasAudience(wanted);
        return TokenClient.byClientId(realm, wanted).filter(found -> reachable).orElseThrow(() -> errors().invalid(
                        OAuthErrorException.INVALID_TARGET, "API tokens are not available for this audience"));
    }

    private List<String> scopes(TokenClient tokenClient, UserModel user, AccessToken subject) {
        MintingScopes scopes = MintingScopes.of(tokenClient, user, subject, context.getRestrictedScopes());
        List<String> selected = scopes.select(params.getScope());
        List<String> exceeding = scopes.exceeding(selected);
        if (!exceeding.isEmpty()) {
            throw errors().invalid(OAuthErrorException.INVALID_SCOPE, "Invalid scopes: " + String.join(" ", exceeding));
        }
        return selected;
    }

    private void requireConsent(TokenClient tokenClient, UserModel user, List<String> scopes) {
        String scope = String.join(" ", scopes);
        validateConsents(user, scope);
        new MintingConsents(session, errors(), user).require(client, tokenClient.client(), scope);
    }

    /**
     * Rejects an API token with a role that the access token does not have. It could come from a default scope of the
     * token client, or from its full scope.
     */
    private void requireNoMoreRoles(ApiTokenClaims claims, UserSessionModel userSession, AccessToken subject) {
        ClientModel subjectClient = realm.getClientByClientId(subject.getIssuedFor());
        AuthenticatedClientSessionModel clientSession =
                userSession.getAuthenticatedClientSessionByClient(subjectClient.getId());
        Set<RoleModel> held = clientSession == null
                ? Set.of()
                : DefaultClientSessionContext.fromClientSessionAndScopeParameter(
                                clientSession, subject.getScope(), session)
                        .getRolesStream()
                        .filter(role -> !isExchanged(subject) || isWithinAudience(role, subject))
                        .collect(Collectors.toSet());
        if (!held.containsAll(claims.roles())) {
            // The API token is minted already, because its roles are not known before.
            session.getTransactionManager().setRollbackOnly();
            throw errors().invalid(
                            OAuthErrorException.INVALID_TARGET,
                            "The API token would have more roles than the access token");
        }
    }

    private boolean isExchanged(AccessToken subject) {
        return OAuth2Constants.TOKEN_EXCHANGE_GRANT_TYPE.equals(session.getProvider(TokenContextEncoderProvider.class)
                .getTokenContextFromTokenId(subject.getId())
                .getGrantType());
    }

    /** Whether an exchanged access token has a role: the exchange can have narrowed audience and client roles. */
    private static boolean isWithinAudience(RoleModel role, AccessToken subject) {
        return !(role.getContainer() instanceof ClientModel owner)
                || subject.hasAudience(owner.getClientId())
                || subject.getResourceAccess().containsKey(owner.getClientId());
    }

    private MintedApiToken mint(
            UserModel user, UserSessionModel userSession, AccessToken subject, Supplier<MintRequest> request) {
        try {
            return new ApiTokenMinting(session, realm, user)
                    .mint(
                            request.get(),
                            Requester.user(session, subject, user, userSession),
                            grantingSession(userSession, subject));
        } catch (InvalidApiTokenException e) {
            throw "scopes".equals(e.field())
                    ? errors().invalid(OAuthErrorException.INVALID_SCOPE, e.getMessage())
                    : errors().invalid(
                                    OAuthErrorException.INVALID_REQUEST,
                                    MintingForm.parameterOf(e.field()) + ": " + e.getMessage());
        } catch (ApiTokenConflictException e) {
            throw errors().invalid(OAuthErrorException.INVALID_REQUEST, e.getMessage());
        } catch (ApiTokenForbiddenException e) {
            e.describe(event);
            throw errors().refused(e.getMessage());
        } catch (AuthenticationTooOldException e) {
            throw errors().invalid(
                            OAuthErrorException.INVALID_REQUEST,
                            "The user's authentication is older than %d seconds".formatted(e.maxAge()));
        } catch (ApiTokenBusyException e) {
            throw errors().busy(session, e);
        }
    }

    private GrantingSession grantingSession(UserSessionModel userSession, AccessToken subject) {
        return subject.getSessionId() == null ? null : new GrantingSession(userSession.getId(), client.getId());
    }

    /** Returns the members of RFC 8693, section 2.2.1; no {@code expires_in} if the API token never expires. */
    private static Map<String, Object> response(MintedApiToken minted, ApiTokenClaims claims) {
        Map<String, Object> response = new LinkedHashMap<>();
        response.put(OAuth2Constants.ACCESS_TOKEN, minted.secret().reveal());
        response.put(OAuth2Constants.ISSUED_TOKEN_TYPE, TOKEN_TYPE);
        response.put(OAuth2Constants.TOKEN_TYPE, TokenUtil.TOKEN_TYPE_BEARER);
        minted.token()
                .expiry()
                .map(expiry ->
                        TimeUnit.MILLISECONDS.toSeconds(expiry - minted.token().created()))
                .ifPresent(seconds -> response.put(OAuth2Constants.EXPIRES_IN, seconds));
        response.put(OAuth2Constants.SCOPE, claims.scope());
        return response;
    }

    private ExchangeErrors errors() {
        return new ExchangeErrors(event, cors);
    }
}
