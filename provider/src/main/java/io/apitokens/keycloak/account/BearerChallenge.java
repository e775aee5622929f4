package io.apitokens.keycloak.account;

import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.keycloak.OAuthErrorException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;
import org.keycloak.services.managers.AppAuthManager;
import org.keycloak.util.TokenUtil;

/** The bearer token of a request, and the challenge if it is missing or invalid (RFC 6750, section 3). */
final class BearerChallenge {

    private BearerChallenge() {}

    /** Returns the token of the request; null if there is none, or if the header is malformed. */
    static String token(KeycloakSession session) {
        try {
            return AppAuthManager.extractAuthorizationHeaderToken(
                    session.getContext().getRequestHeaders());
        } catch (NotAuthorizedException e) {
            return null;
        }
    }

    /** Returns the token of the request if its scheme is {@code Bearer}; null otherwise. */
    static String bearer(KeycloakSession session) {
        String header = session.getContext().getRequestHeaders().getHeaderString(HttpHeaders.AUTHORIZATION);
        String scheme = TokenUtil.TOKEN_TYPE_BEARER + " ";
        return header != null && header.regionMatches(true, 0, scheme, 0, scheme.length()) ? token(session) : null;
    }

    /** Returns a 401, without an error code if the request has no credentials. */
    static NotAuthorizedException of(KeycloakSession session, String description) {
        boolean anonymous = session.getContext().getRequestHeaders().getHeaderString(HttpHeaders.AUTHORIZATION) == null;
        String challenge =
                "Bearer realm=\"%s\"".formatted(session.getContext().getRealm().getName());
        return new NotAuthorizedException(Response.status(Response.Status.UNAUTHORIZED)
                .header(HttpHeaders.WWW_AUTHENTICATE, anonymous ? challenge : challenge + ", error=\"invalid_token\"")
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new OAuth2ErrorRepresentation(
                        anonymous ? null : OAuthErrorException.INVALID_TOKEN, description))
                .build());
    }
}
