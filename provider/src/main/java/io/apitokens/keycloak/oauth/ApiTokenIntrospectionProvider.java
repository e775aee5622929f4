package io.apitokens.keycloak.oauth;

import java.util.Optional;

import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import io.apitokens.keycloak.claims.ApiTokenClaims;
import io.apitokens.keycloak.claims.IntrospectionJwt;
import io.apitokens.keycloak.event.ApiTokenEvent;
import io.apitokens.keycloak.log.LogMessage;
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

    /** Responds with 503 if the database fails. The stock endpoint would respond that the request is wrong. */
    private Response introspectNow(Secret secret, EventBuilder event) {
        try {
            return introspect(secret, event);
        } catch (PersistenceException | ModelException e) {
            LogMessage.NOT_INTROSPECTED.log(LOG, e);
            metrics.unanswered(realm);
            throw ServiceUnavailable.error();
        }
    }

    /** Keycloak's account and admin REST call it to complete lightweight access tokens. */
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
        ApiTokenClaims claims = new ApiTokenClaims(session, tokenManager, verified);
        token = claims.asIssued();
        transformedToken = claims.asIntrospected();
        eventBuilder.detail(Details.TOKEN_ISSUED_FOR, token.getIssuedFor());
        eventBuilder.detail(Details.TOKEN_TYPE, token.getType());
        if (!verifyAudience()) {
            metrics.notInAudience(realm);
            return IntrospectionAnswer.inactive();
        }
        ApiTokenProvider.of(session).used(verified.apiToken());
        metrics.active(realm);
        String jwt = isJwtWanted()
                ? IntrospectionJwt.of(
                        session, transformedToken, DerivedClaim.of(verified.apiToken(), verified.secretNumber()))
                : null;
        Response answer = IntrospectionAnswer.active(transformedToken, jwt);
        eventBuilder.success();
        return answer;
    }

    /** Whether the client requests the member {@code jwt}, Keycloak's own variant of RFC 9701. */
    private boolean isJwtWanted() {
        String accept = session.getContext().getRequestHeaders().getHeaderString(HttpHeaders.ACCEPT);
        return org.keycloak.utils.MediaType.APPLICATION_JWT.equals(accept)
                && Boolean.parseBoolean(session.getContext()
                        .getClient()
                        .getAttribute(Constants.SUPPORT_JWT_CLAIM_IN_INTROSPECTION_RESPONSE_ENABLED));
    }
}
