package io.apitokens.keycloak.rest;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.keycloak.OAuthErrorException;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;
import org.keycloak.services.ErrorResponseException;

/** The response while the database fails or the cluster recovers from the loss of a node: 503, try again. */
public final class ServiceUnavailable {

    private static final int RETRY_AFTER_SECONDS = 1;

    private ServiceUnavailable() {}

    public static Response answer() {
        return Response.status(Response.Status.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new OAuth2ErrorRepresentation(OAuthErrorException.TEMPORARILY_UNAVAILABLE, "Try again later"))
                .build();
    }

    /** Returns an exception with {@link #answer()}. */
    public static ErrorResponseException error() {
        return new ErrorResponseException(answer());
    }
}
