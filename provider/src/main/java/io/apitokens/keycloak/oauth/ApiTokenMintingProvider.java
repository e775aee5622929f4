package io.apitokens.keycloak.oauth;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
import io.apitokens.keycloak.policy.Expiry;
import io.apitokens.keycloak.policy.InvalidPolicyException;
import io.apitokens.keycloak.policy.MintRequest;
import io.apitokens.keycloak.policy.MintedApiToken;
import io.apitokens.keycloak.policy.Requester;
import io.apitokens.keycloak.session.DerivedClaim;
import io.apitokens.keycloak.session.DerivedSession;
import io.apitokens.keycloak.store.ApiTokenBusyException;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.token.GrantingSession;
import io.apitokens.keycloak.token.InvalidApiTokenException;
import io.apitokens.keycloak.token.TokenClient;
import io.apitokens.keycloak.verification.Verification.Verified;
import org.jboss.logging.Logger;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.light.LightweightUserAdapter;
import org.keycloak.protocol.oidc.TokenExchangeContext;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.tokenexchange.StandardTokenExchangeProvider;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.CorsErrorResponseException;
import org.keycloak.services.util.DefaultClientSessionContext;
import org.keycloak.util.TokenUtil;

/**
 * Token exchange (RFC 8693) of a user's access token for an API token, for clients that cannot show the account
 * console, a command-line tool after its login above all. The subject token goes through the checks of Keycloak's
 * standard exchange; the API token never has a scope that the subject token has not.
 */
final class ApiTokenMintingProvider extends StandardTokenExchangeProvider {

    /** Value of {@code requested_token_type}: RFC 8693, section 3, lets everybody define their own. */
    static final String TOKEN_TYPE = "urn:apitokens:token-type:api-token";

    /** Parameter: label of the API token, required. */
    static final String LABEL = "api_token_label";

    /** Parameter: description of the API token. */
    static final String DESCRIPTION = "api_token_description";

    /** Parameter: after how many seconds the API token expires. */
    static final String LIFETIME = "api_token_lifetime";

    private static final String DERIVED = "API tokens do not mint API tokens";

    private static final Logger LOG = Logger.getLogger(ApiTokenMintingProvider.class);

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,18}");

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
            throw refused(DERIVED);
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

        MintedApiToken minted = mint(
                user,
                request(tokenClient, scopes),
                Requester.user(session, subject, user, userSession),
                grantingSession(userSession, subject));
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
        return cors.add(Response.ok(answer(minted, claims), MediaType.APPLICATION_JSON_TYPE));
    }

    /**
     * A public client may exchange what was issued to itself, as it may refresh it; the stock rule holds for others.
     */
    @Override
    protected void validateAudience(
            AccessToken subject, boolean disallowOnHolderMismatch, List<ClientModel> targetAudience) {
        if (!client.isPublicClient()) {
            super.validateAudience(subject, disallowOnHolderMismatch, targetAudience);
        } else if (!client.getClientId().equals(subject.getIssuedFor())) {
            throw refused("Public client exchanges its own tokens only");
        }
    }

    private void requirePermission(UserModel user, UserSessionModel userSession, AccessToken subject) {
        if (DerivedSession.is(userSession)) {
            throw refused(DERIVED);
        }
        if (user.getServiceAccountClientLink() != null) {
            throw refused("Service accounts do not mint API tokens");
        }
        if (subject.getConfirmation() != null) {
            throw refused("A sender-constrained token does not become a bearer token");
        }
    }

    private void requireExchangeEnabled(TokenClient tokenClient) {
        try {
            if (!ApiTokenPolicy.of(tokenClient.client()).exchangeEnabled()) {
                throw invalid(OAuthErrorException.INVALID_REQUEST, "requested_token_type unsupported");
            }
        } catch (InvalidPolicyException e) {
            LogMessage.NOTHING_MINTED.log(LOG, e, realm.getName(), e.attribute());
            throw refused(e.getMessage());
        }
    }

    private TokenClient tokenClient(AccessToken subject) {
        List<String> audience = params.getAudience() == null ? List.of(client.getClientId()) : params.getAudience();
        String wanted = audience.size() == 1 ? audience.get(0) : null;
        boolean reachable = client.getClientId().equals(wanted) || subject.hasAudience(wanted);
        return TokenClient.byClientId(realm, wanted)
                .filter(found -> reachable)
                .orElseThrow(() ->
                        invalid(OAuthErrorException.INVALID_TARGET, "API tokens are not available for this audience"));
    }

    /** Section 2.1 of RFC 8693: without a parameter, the scope of the subject token. */
    private List<String> scopes(TokenClient tokenClient, UserModel user, AccessToken subject) {
        Set<String> held = names(subject.getScope());
        Set<String> available = tokenClient
                .optionalScopes(user)
                .map(ClientScopeModel::getName)
                .filter(held::contains)
                .filter(name -> context.getRestrictedScopes() == null
                        || context.getRestrictedScopes().contains(name))
                .collect(Collectors.toSet());
        if (params.getScope() == null) {
            return available.stream().sorted().toList();
        }
        List<String> exceeding = names(params.getScope()).stream()
                .filter(name -> !available.contains(name))
                .sorted()
                .toList();
        if (!exceeding.isEmpty()) {
            throw invalid(OAuthErrorException.INVALID_SCOPE, "Invalid scopes: " + String.join(" ", exceeding));
        }
        return names(params.getScope()).stream().sorted().toList();
    }

    /** To what both clients get: the one that asks, and the one that the API token is for. */
    private void requireConsent(TokenClient tokenClient, UserModel user, List<String> scopes) {
        String scope = String.join(" ", scopes);
        validateConsents(user, scope);
        if (!TokenManager.verifyConsentStillAvailable(session, user, tokenClient.client(), null, scope)) {
            throw consentMissing(tokenClient.client());
        }
        Stream.of(client, tokenClient.client())
                .distinct()
                .filter(each -> each.isConsentRequired() && !hold(user, each))
                .forEach(each -> {
                    throw consentMissing(each);
                });
    }

    /** Locks the consent: a concurrent withdrawal is either seen here, or waits and then ends the API token. */
    private boolean hold(UserModel user, ClientModel consented) {
        try {
            return LightweightUserAdapter.isLightweightUser(user)
                    || ApiTokenProvider.of(session).lockConsent(user, consented);
        } catch (ApiTokenBusyException e) {
            throw busy(e);
        }
    }

    private CorsErrorResponseException consentMissing(ClientModel consented) {
        String reason = "Missing consents for " + consented.getClientId();
        event.detail(Details.REASON, reason).error(Errors.CONSENT_DENIED);
        return new CorsErrorResponseException(
                cors, OAuthErrorException.INVALID_SCOPE, reason, Response.Status.BAD_REQUEST);
    }

    /**
     * The default scopes of the token client come on top of what is asked for, and with full scope all roles of the
     * user: an API token has no role that the access token has not.
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
                        .collect(Collectors.toSet());
        if (!held.containsAll(claims.roles())) {
            // It is minted already, for its roles to be known.
            session.getTransactionManager().setRollbackOnly();
            throw invalid(
                    OAuthErrorException.INVALID_TARGET, "The API token would have more roles than the access token");
        }
    }

    private MintRequest request(TokenClient tokenClient, List<String> scopes) {
        return new MintRequest(
                formParams.getFirst(LABEL),
                formParams.getFirst(DESCRIPTION),
                tokenClient.client().getClientId(),
                scopes,
                new Expiry(null, lifetime()));
    }

    private Long lifetime() {
        String lifetime = formParams.getFirst(LIFETIME);
        if (lifetime == null) {
            return null;
        }
        if (!SECONDS.matcher(lifetime).matches()) {
            throw invalid(OAuthErrorException.INVALID_REQUEST, LIFETIME + ": apiTokenExpiresInvalid");
        }
        return Long.valueOf(lifetime);
    }

    private MintedApiToken mint(
            UserModel user, MintRequest request, Requester requester, GrantingSession grantingSession) {
        try {
            return new ApiTokenMinting(session, realm, user).mint(request, requester, grantingSession);
        } catch (InvalidApiTokenException e) {
            throw "scopes".equals(e.field())
                    ? invalid(OAuthErrorException.INVALID_SCOPE, e.getMessage())
                    : invalid(OAuthErrorException.INVALID_REQUEST, parameter(e.field()) + ": " + e.getMessage());
        } catch (ApiTokenConflictException e) {
            throw invalid(OAuthErrorException.INVALID_REQUEST, e.getMessage());
        } catch (ApiTokenForbiddenException e) {
            e.describe(event);
            throw refused(e.getMessage());
        } catch (AuthenticationTooOldException e) {
            throw invalid(
                    OAuthErrorException.INVALID_REQUEST,
                    "The user's authentication is older than %d seconds".formatted(e.maxAge()));
        } catch (ApiTokenBusyException e) {
            throw busy(e);
        }
    }

    private CorsErrorResponseException busy(ApiTokenBusyException e) {
        session.getTransactionManager().setRollbackOnly();
        event.detail(Details.REASON, e.getMessage()).error(Errors.INVALID_REQUEST);
        return new CorsErrorResponseException(
                cors,
                OAuthErrorException.TEMPORARILY_UNAVAILABLE,
                "Try again later",
                Response.Status.SERVICE_UNAVAILABLE);
    }

    private GrantingSession grantingSession(UserSessionModel userSession, AccessToken subject) {
        return subject.getSessionId() == null ? null : new GrantingSession(userSession.getId(), client.getId());
    }

    /** Section 2.2.1 of RFC 8693; no {@code expires_in} where it never expires. */
    private static Map<String, Object> answer(MintedApiToken minted, ApiTokenClaims claims) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(OAuth2Constants.ACCESS_TOKEN, minted.secret().reveal());
        answer.put(OAuth2Constants.ISSUED_TOKEN_TYPE, TOKEN_TYPE);
        answer.put(OAuth2Constants.TOKEN_TYPE, TokenUtil.TOKEN_TYPE_BEARER);
        minted.token()
                .expiry()
                .map(expiry ->
                        TimeUnit.MILLISECONDS.toSeconds(expiry - minted.token().created()))
                .ifPresent(seconds -> answer.put(OAuth2Constants.EXPIRES_IN, seconds));
        answer.put(OAuth2Constants.SCOPE, claims.scope());
        return answer;
    }

    private static String parameter(String field) {
        return switch (field) {
            case "description" -> DESCRIPTION;
            case "lifetime", "expiresTimestamp" -> LIFETIME;
            default -> LABEL;
        };
    }

    private static Set<String> names(String scope) {
        return TokenManager.parseScopeParameter(Objects.requireNonNullElse(scope, ""))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }

    /** Section 2.2.2 of RFC 8693, of a subject token that is unacceptable based on policy. */
    private CorsErrorResponseException refused(String reason) {
        event.detail(Details.REASON, reason).error(Errors.NOT_ALLOWED);
        return new CorsErrorResponseException(
                cors, OAuthErrorException.INVALID_REQUEST, reason, Response.Status.BAD_REQUEST);
    }

    private CorsErrorResponseException invalid(String error, String reason) {
        event.detail(Details.REASON, reason).error(Errors.INVALID_REQUEST);
        return new CorsErrorResponseException(cors, error, reason, Response.Status.BAD_REQUEST);
    }
}
