package io.apitokens.keycloak.forward;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.keycloak.OAuthErrorException;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;

/**
 * The answers to a proxy.
 *
 * @param isBasic whether challenges offer the scheme Basic too
 */
record VerifyAnswer(RealmModel realm, boolean isBasic) {

    private static final String SUBJECT = "Api-Token-Subject";
    private static final String CLIENT = "Api-Token-Client";
    private static final String SCOPE = "Api-Token-Scope";
    private static final String ID = "Api-Token-Id";

    /**
     * Lets the request pass. It is 200 without a body, because Envoy takes nothing else. All headers are always there:
     * some proxies would leave those that the end client sent.
     *
     * @param scope may be null
     */
    static Response pass(String subject, String clientId, String scope, String apiTokenId) {
        return Response.ok()
                .header(SUBJECT, HeaderText.of(subject))
                .header(CLIENT, HeaderText.of(clientId))
                .header(
                        SCOPE,
                        Stream.of((scope == null ? "" : scope).split(" "))
                                .map(HeaderText::of)
                                .collect(Collectors.joining(" ")))
                .header(ID, HeaderText.of(apiTokenId))
                .build();
    }

    /** Tells the operator of the proxy what to change. It is no 401, so that end clients do not blame their tokens. */
    static Response misconfigured(MisconfiguredException e) {
        return error(Response.Status.BAD_REQUEST, e.error(), e.getMessage()).build();
    }

    /** Asks for a credential. RFC 6750, section 3.1: without an error code. */
    Response missing() {
        return challenged(error(Response.Status.UNAUTHORIZED, null, "API token required"), "");
    }

    Response invalid() {
        return challenged(
                error(Response.Status.UNAUTHORIZED, OAuthErrorException.INVALID_TOKEN, "API token is not active"),
                ", error=\"invalid_token\"");
    }

    Response insufficientScope(Set<String> required) {
        return challenged(
                error(Response.Status.FORBIDDEN, OAuthErrorException.INSUFFICIENT_SCOPE, "API token lacks a scope"),
                ", error=\"insufficient_scope\", scope=\"%s\"".formatted(String.join(" ", required)));
    }

    private Response challenged(Response.ResponseBuilder response, String parameters) {
        String name = "realm=\"%s\""
                .formatted(HeaderText.of(realm.getName()).replace("\"", "%22").replace("\\", "%5C"));
        if (isBasic) {
            // Before Bearer, because some proxies pass on only the first.
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Basic " + name + ", charset=\"UTF-8\"");
        }
        return response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer " + name + parameters)
                .build();
    }

    private static Response.ResponseBuilder error(Response.Status status, String error, String description) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new OAuth2ErrorRepresentation(error, description));
    }
}
