package io.apitokens.keycloak.forward;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.databind.JsonNode;
import io.apitokens.keycloak.log.LogMessage;
import io.apitokens.keycloak.rest.CurrentEndpoint;
import io.apitokens.keycloak.rest.ServiceUnavailable;
import io.apitokens.keycloak.session.DerivedClaim;
import org.jboss.logging.Logger;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.headers.SecurityHeadersProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProviderFactory;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.context.TokenIntrospectContext;
import org.keycloak.util.JsonSerialization;
import org.keycloak.util.TokenUtil;

/**
 * The endpoint for forward authentication: nginx auth_request, Traefik ForwardAuth, Caddy forward_auth, Envoy ext_authz
 * and others. It introspects the credential in the {@code Authorization} header of the end client, and tells by its
 * status whether the request may pass. It answers every HTTP method alike and never reads the body.
 */
public final class VerifyResource {

    private static final Logger LOG = Logger.getLogger(VerifyResource.class);

    private final KeycloakSession session;

    public VerifyResource(KeycloakSession session) {
        this.session = session;
    }

    /**
     * Lets a request pass: 200. Otherwise 400 if the proxy or its API is misconfigured, 401 if the credential is
     * missing or not active for this API, 403 if it lacks a scope, 503 if the database does not answer.
     */
    @GET
    @SuppressWarnings("IllegalCatch")
    public Response verify() {
        // They are for browsers at Keycloak. A proxy may pass them on, and the body of the end client must not matter.
        session.getProvider(SecurityHeadersProvider.class).options().skipHeaders();
        try {
            VerifyParameters parameters = VerifyParameters.parse(query());
            return verify(parameters, new ForwardingApi(session).enter(parameters));
        } catch (MisconfiguredException e) {
            return VerifyAnswer.misconfigured(e);
        } catch (RuntimeException | Error e) {
            // Keycloak wraps some exceptions of the database.
            if (isOfDatabase(e)) {
                LogMessage.NOT_INTROSPECTED.log(LOG, e);
                return ServiceUnavailable.answer();
            }
            throw e;
        }
    }

    /** Returns the query, not decoded; null for none. */
    private String query() {
        // HTTP/1.0 allows a request without a host. Then the request has no URI.
        if (CurrentEndpoint.request()
                .map(request -> request.serverRequest().getRequestAbsoluteUri())
                .isEmpty()) {
            throw new MisconfiguredException(
                    OAuthErrorException.INVALID_REQUEST, "The header Host is missing or malformed");
        }
        return session.getContext().getUri().getRequestUri().getRawQuery();
    }

    private static boolean isOfDatabase(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof PersistenceException || cause instanceof ModelException);
    }

    /** The same, for proxies that append the path of the original request. */
    @GET
    @Path("{original: .*}")
    public Response verifyOriginal() {
        return verify();
    }

    private Response verify(VerifyParameters parameters, EventBuilder event) {
        ForwardedCredential credential = ForwardedCredential.of(
                session.getContext().getRequestHeaders().getRequestHeader(HttpHeaders.AUTHORIZATION));
        VerifyAnswer answer =
                new VerifyAnswer(session.getContext().getRealm(), parameters.offersBasic() || credential.isBasic());
        if (credential.isMissing()) {
            return answer.missing();
        }
        Optional<JsonNode> claims = credential.token().flatMap(token -> introspect(token, event));
        if (claims.isEmpty()) {
            return answer.invalid();
        }
        String scope = claims.get().path(OAuth2Constants.SCOPE).asText("");
        return List.of(scope.split(" ")).containsAll(parameters.scope())
                ? pass(credential.token().get(), claims.get(), scope)
                : answer.insufficientScope(parameters.scope());
    }

    private static Response pass(String token, JsonNode claims, String scope) {
        return VerifyAnswer.pass(
                claims.path(AccessToken.SUBJECT).asText(""),
                claims.path(OAuth2Constants.CLIENT_ID).asText(""),
                scope,
                DerivedClaim.read(token).map(DerivedClaim::apiTokenId).orElseGet(() -> claims.path("jti")
                        .asText("")));
    }

    /** Returns the claims of an API token or derived JWT that is active for the API; empty otherwise. */
    private Optional<JsonNode> introspect(String token, EventBuilder event) {
        requireAllowedByClientPolicy(token, event);
        Response answer = introspector().introspect(token, event);
        try {
            JsonNode claims = answer.getEntity() instanceof byte[] json
                    ? JsonSerialization.mapper.readTree(json)
                    : JsonSerialization.mapper.readTree((String) answer.getEntity());
            return Optional.of(claims).filter(VerifyResource::isBearer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TokenIntrospectionProvider introspector() {
        return session.getProvider(
                TokenIntrospectionProvider.class, AccessTokenIntrospectionProviderFactory.ACCESS_TOKEN_TYPE);
    }

    /** Returns whether a token is active and no key of its holder would have to be proven, which a proxy cannot. */
    private static boolean isBearer(JsonNode claims) {
        return claims.path("active").asBoolean()
                && TokenUtil.TOKEN_TYPE_BEARER.equalsIgnoreCase(
                        claims.path(OAuth2Constants.TOKEN_TYPE).asText())
                && !claims.hasNonNull("cnf");
    }

    /** @throws MisconfiguredException if a client policy of the realm does not let this API introspect the token */
    private void requireAllowedByClientPolicy(String token, EventBuilder event) {
        MultivaluedMap<String, String> form = new MultivaluedHashMap<>(Map.of("token", token));
        try {
            session.clientPolicy()
                    .triggerOnEvent(
                            new TokenIntrospectContext(session.getContext().getClient(), form));
        } catch (ClientPolicyException e) {
            event.detail(Details.REASON, Details.CLIENT_POLICY_ERROR)
                    .detail(Details.CLIENT_POLICY_ERROR, e.getError())
                    .detail(Details.CLIENT_POLICY_ERROR_DETAIL, e.getErrorDetail())
                    .error(e.getError());
            throw new MisconfiguredException(OAuthErrorException.INVALID_REQUEST, "A client policy refuses");
        }
    }
}
