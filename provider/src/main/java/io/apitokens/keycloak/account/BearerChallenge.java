package io.apitokens.keycloak.account;

import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.keycloak.OAuthErrorException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;
import org.keycloak.services.managers.AppAuthManager;

/** What a caller without a valid bearer token is answered: section 3 of RFC 6750. */
final class BearerChallenge {

    private BearerChallenge() {}

    /** The bearer token of the request; null without one, and where the header is malformed. */
    static String token(KeycloakSession session) {
        try {
            return AppAuthManager.extractAuthorizationHeaderToken(
                    session.getContext().getRequestHeaders());
        } catch (NotAuthorizedException e) {
            return null;
        }
    }

    /** 401; no error code where no credentials came. */
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
