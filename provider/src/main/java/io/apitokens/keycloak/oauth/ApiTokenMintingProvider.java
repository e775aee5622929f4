package io.apitokens.keycloak.oauth;

import java.util.List;
import java.util.function.Supplier;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.apitokens.keycloak.claims.ApiTokenClaims;
import io.apitokens.keycloak.event.ApiTokenEvent;
import io.apitokens.keycloak.metrics.ApiTokenMetrics;
import io.apitokens.keycloak.policy.ApiTokenMinting;
import io.apitokens.keycloak.policy.ApiTokenPolicy;
import io.apitokens.keycloak.policy.MintedApiToken;
import io.apitokens.keycloak.policy.Requester;
import io.apitokens.keycloak.session.DerivedClaim;
import io.apitokens.keycloak.session.DerivedSession;
import io.apitokens.keycloak.token.GrantingSession;
import io.apitokens.keycloak.token.TokenClient;
import io.apitokens.keycloak.verification.Verification.Verified;
import org.keycloak.OAuthErrorException;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.TokenExchangeContext;
import org.keycloak.protocol.oidc.tokenexchange.StandardTokenExchangeProvider;
import org.keycloak.representations.AccessToken;

/**
 * Exchanges a user's access token for an API token (RFC 8693), for clients that cannot show the account console, such
 * as a command-line tool after its login. Keycloak's standard exchange checks the subject token. The API token never
 * has a scope or role that the subject token does not have.
 */
final class ApiTokenMintingProvider extends StandardTokenExchangeProvider {

    /** Value of {@code requested_token_type}, defined here as RFC 8693, section 3, allows. */
    static final String TOKEN_TYPE = "urn:apitokens:token-type:api-token";

    private static final String DERIVED = "API tokens do not mint API tokens";

    @Override
    public boolean supports(TokenExchangeContext context) {
        return TOKEN_TYPE.equals(context.getParams().getRequestedTokenType()) && super.supports(context);
    }

    @Override
    protected Response tokenExchange() {
        return ApiTokenMetrics.of(session).count(ApiTokenMetrics.Exchange.TO_API_TOKEN, realm, this::mint);
    }

    private Response mint() {
        MisplacedSecret.refuse(formParams, errors());
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

        ApiTokenMinting minting = new ApiTokenMinting(session, realm, user);
        MintedApiToken minted = translated(() -> minting.prepare(
                new MintingForm(formParams).toRequest(tokenClient, scopes),
                Requester.user(session, subject, user, userSession),
                grantingSession(userSession, subject)));
        ApiTokenClaims claims = new ApiTokenClaims(
                session,
                tokenManager,
                new Verified(minted.token(), minted.token().rotation().number(), tokenClient, user));
        requireNoMoreRoles(claims, userSession, subject);
        translated(() -> {
            minting.store(minted);
            return minted;
        });
        report(minted);
        return cors.add(Response.ok(MintingAnswer.of(minted, claims.scope()), MediaType.APPLICATION_JSON_TYPE));
    }

    private void report(MintedApiToken minted) {
        ApiTokenEvent.describeWithExpiry(
                        ApiTokenEvent.begin(event.clone(), EventType.UPDATE_CREDENTIAL, ApiTokenEvent.MINT),
                        realm,
                        minted.token())
                .success();
        ApiTokenEvent.identify(event, realm, minted.token()).success();
    }

    /** Lets a public client exchange its own tokens only. Keycloak would let it exchange none. */
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
        if (!translated(() -> ApiTokenPolicy.of(tokenClient.client()).exchangeEnabled())) {
            throw errors().unsupportedType();
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
        if (!new SubjectTokenRoles(session, userSession, subject).now().containsAll(claims.roles())) {
            // Expired API tokens that the preparation has ended stay as they were.
            session.getTransactionManager().setRollbackOnly();
            throw errors().invalid(
                            OAuthErrorException.INVALID_TARGET,
                            "The API token would have more roles than the access token");
        }
    }

    private GrantingSession grantingSession(UserSessionModel userSession, AccessToken subject) {
        return subject.getSessionId() == null ? null : new GrantingSession(userSession.getId(), client.getId());
    }

    private <T> T translated(Supplier<T> action) {
        return new MintingErrors(session, errors()).translate(action);
    }

    private ExchangeErrors errors() {
        return new ExchangeErrors(event, cors);
    }
}
