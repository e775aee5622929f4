package io.apitokens.keycloak.oauth;

import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import io.apitokens.keycloak.claims.ApiTokenClaims;
import io.apitokens.keycloak.claims.IntrospectionAge;
import io.apitokens.keycloak.claims.IntrospectionJwt;
import io.apitokens.keycloak.event.ApiTokenEvent;
import io.apitokens.keycloak.log.LogMessage;
import io.apitokens.keycloak.memo.KeptAnswer;
import io.apitokens.keycloak.memo.Memo;
import io.apitokens.keycloak.memo.Outcome;
import io.apitokens.keycloak.metrics.ApiTokenMetrics;
import io.apitokens.keycloak.rest.ServiceUnavailable;
import io.apitokens.keycloak.session.DerivedClaim;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.token.Secret;
import io.apitokens.keycloak.verification.ApiTokenVerifier;
import io.apitokens.keycloak.verification.Verification;
import io.apitokens.keycloak.verification.Verification.Rejected;
import io.apitokens.keycloak.verification.Verification.Verified;
import org.jboss.logging.Logger;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProvider;
import org.keycloak.representations.AccessToken;

/**
 * Introspects API tokens (RFC 7662), and delegates all other tokens to the stock provider. Extends Keycloak's provider
 * for access tokens because Keycloak's account REST casts to it, and for its audience check.
 */
final class ApiTokenIntrospectionProvider extends AccessTokenIntrospectionProvider<AccessToken> {

    private static final Logger LOG = Logger.getLogger(ApiTokenIntrospectionProvider.class);

    private final AccessTokenIntrospectionProvider<?> stock;
    private ApiTokenMetrics metrics;

    /** @param stock introspects all other tokens */
    ApiTokenIntrospectionProvider(KeycloakSession session, AccessTokenIntrospectionProvider<?> stock) {
        super(session);
        this.stock = stock;
    }

    @Override
    public Response introspect(String candidate, EventBuilder event) {
        Optional<Secret> secret = Secret.parse(candidate);
        return secret.isPresent() ? introspectNow(secret.get(), event) : stock.introspect(candidate, event);
    }

    /** Responds with 503 if the database fails. The stock endpoint would say that the request is invalid. */
    private Response introspectNow(Secret secret, EventBuilder event) {
        try {
            return introspect(secret, event);
        } catch (PersistenceException | ModelException e) {
            LogMessage.NOT_INTROSPECTED.log(LOG, e);
            metrics.unanswered(realm);
            throw ServiceUnavailable.error();
        }
    }

    /** Keycloak's account and admin REST call this to complete lightweight access tokens. */
    @Override
    public AccessToken transformAccessToken(AccessToken token, UserSessionModel userSession) {
        return stock.transformAccessToken(token, userSession);
    }

    private Response introspect(Secret secret, EventBuilder event) {
        this.eventBuilder = event;
        this.metrics = ApiTokenMetrics.of(session);
        Verification verification = new ApiTokenVerifier(session).verify(secret);
        verification.token().ifPresent(apiToken -> {
            ApiTokenEvent.identify(event, realm, apiToken).user(apiToken.userId());
            event.detail(Details.TOKEN_ID, apiToken.id());
        });
        if (verification instanceof Rejected rejected) {
            metrics.inactive(realm, rejected.reason());
            event.detail(Details.REASON, rejected.reason().description());
            event.error(rejected.reason().error());
            return IntrospectionAnswer.inactive();
        }
        return introspect((Verified) verification);
    }

    private Response introspect(Verified verified) {
        if (isJwtWanted()) {
            metrics.evaluated(realm, Outcome.JWT);
            evaluate(new ApiTokenClaims(session, tokenManager, verified));
            return answer(verified, () -> evaluated(verified, jwt(verified))).orElseGet(IntrospectionAnswer::inactive);
        }
        Memo memo = Memo.of(session, verified, outcome -> metrics.evaluated(realm, outcome));
        return memo.find().map(kept -> introspect(verified, kept)).orElseGet(() -> introspect(verified, memo));
    }

    /** Answers with what an earlier introspection evaluated. The audience is checked as for an evaluation. */
    private Response introspect(Verified verified, KeptAnswer kept) {
        token = new AccessToken();
        token.issuedFor(kept.issuedFor());
        token.type(kept.type());
        token.audience(kept.audience());
        transformedToken = token;
        return answer(verified, () -> reused(kept, verified)).orElseGet(IntrospectionAnswer::inactive);
    }

    private Response introspect(Verified verified, Memo memo) {
        Set<RoleModel> clientRoles = ApiTokenClaims.clientRoles(verified);
        memo.evaluating();
        ApiTokenClaims claims = new ApiTokenClaims(session, tokenManager, verified, clientRoles);
        evaluate(claims);
        return answer(verified, () -> active(verified, claims, memo)).orElseGet(() -> {
            memo.leave(Outcome.AUDIENCE);
            return IntrospectionAnswer.inactive();
        });
    }

    private void evaluate(ApiTokenClaims claims) {
        token = claims.asIssued();
        transformedToken = claims.asIntrospected();
    }

    /** Writes the answer, and keeps it if that is safe. */
    private Response active(Verified verified, ApiTokenClaims claims, Memo memo) {
        Optional<KeptAnswer> kept = memo.accepts(claims.evaluated(), token)
                ? IntrospectionAnswer.toKeep(token, transformedToken, verified.apiToken())
                : Optional.empty();
        kept.ifPresentOrElse(memo::keep, () -> memo.leave(Outcome.FORM));
        return kept.map(answer -> reused(answer, verified)).orElseGet(() -> evaluated(verified, null));
    }

    /** Sends the event, and notes the use of the API token if the client that asks is in its audience. */
    private Optional<Response> answer(Verified verified, Supplier<Response> active) {
        eventBuilder.detail(Details.TOKEN_ISSUED_FOR, token.getIssuedFor());
        eventBuilder.detail(Details.TOKEN_TYPE, token.getType());
        if (!verifyAudience()) {
            metrics.notInAudience(realm);
            return Optional.empty();
        }
        ApiTokenProvider.of(session).used(verified.apiToken());
        metrics.active(realm);
        Response answer = active.get();
        eventBuilder.success();
        return Optional.of(answer);
    }

    private Response evaluated(Verified verified, String jwt) {
        transformedToken.exp(limited(evaluatedEnd(verified)));
        return IntrospectionAnswer.active(transformedToken, jwt);
    }

    /** Like {@link #end}, or earlier if a mapper says so. */
    private Long evaluatedEnd(Verified verified) {
        return Stream.of(end(verified), transformedToken.getExp())
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private Response reused(KeptAnswer kept, Verified verified) {
        return IntrospectionAnswer.active(kept.about(verified.apiToken(), limited(end(verified))));
    }

    /** Returns when the secret ends, in epoch seconds; null for never. */
    private static Long end(Verified verified) {
        return verified.end().map(TimeUnit.MILLISECONDS::toSeconds).orElse(null);
    }

    /** Returns the {@code exp} of a response to the client that asks; null for none. */
    private Long limited(Long expiry) {
        return IntrospectionAge.limit(session.getContext().getClient(), expiry);
    }

    private String jwt(Verified verified) {
        return IntrospectionJwt.of(
                session,
                transformedToken,
                evaluatedEnd(verified),
                DerivedClaim.of(verified.apiToken(), verified.secretNumber()));
    }

    /** Returns whether the client requests the member {@code jwt}, Keycloak's own variant of RFC 9701. */
    private boolean isJwtWanted() {
        String accept = session.getContext().getRequestHeaders().getHeaderString(HttpHeaders.ACCEPT);
        return org.keycloak.utils.MediaType.APPLICATION_JWT.equals(accept)
                && Boolean.parseBoolean(session.getContext()
                        .getClient()
                        .getAttribute(Constants.SUPPORT_JWT_CLAIM_IN_INTROSPECTION_RESPONSE_ENABLED));
    }
}
