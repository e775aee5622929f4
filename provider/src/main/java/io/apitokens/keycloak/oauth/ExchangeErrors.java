package io.apitokens.keycloak.oauth;

import jakarta.ws.rs.core.Response;

import io.apitokens.keycloak.store.ApiTokenBusyException;
import org.keycloak.OAuthErrorException;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.CorsErrorResponseException;
import org.keycloak.services.cors.Cors;

/** Error responses of a token exchange (RFC 8693, section 2.2.2). Each stores the error of the event first. */
record ExchangeErrors(EventBuilder event, Cors cors) {

    /** The request is wrong. */
    CorsErrorResponseException invalid(String error, String reason) {
        return error(Errors.INVALID_REQUEST, error, reason);
    }

    /** The client requests a type of token that this exchange does not issue. */
    CorsErrorResponseException unsupportedType() {
        return invalid(OAuthErrorException.INVALID_REQUEST, "requested_token_type unsupported");
    }

    /** The subject token is unacceptable based on policy. */
    CorsErrorResponseException refused(String reason) {
        return error(Errors.NOT_ALLOWED, OAuthErrorException.INVALID_REQUEST, reason);
    }

    /** The subject token is not active. The response gives no reason, like Keycloak's for a JWT. */
    CorsErrorResponseException invalidToken(String reason, String eventError) {
        event.detail(Details.REASON, reason).error(eventError);
        return response(OAuthErrorException.INVALID_REQUEST, "Invalid token", Response.Status.BAD_REQUEST);
    }

    CorsErrorResponseException consentMissing(ClientModel client) {
        return error(
                Errors.CONSENT_DENIED,
                OAuthErrorException.INVALID_SCOPE,
                "Missing consents for " + client.getClientId());
    }

    /** A concurrent request holds a lock. Rolls back, because the client repeats the request. */
    CorsErrorResponseException busy(KeycloakSession session, ApiTokenBusyException e) {
        session.getTransactionManager().setRollbackOnly();
        event.detail(Details.REASON, e.getMessage()).error(Errors.INVALID_REQUEST);
        return response(
                OAuthErrorException.TEMPORARILY_UNAVAILABLE, "Try again later", Response.Status.SERVICE_UNAVAILABLE);
    }

    private CorsErrorResponseException error(String eventError, String error, String reason) {
        event.detail(Details.REASON, reason).error(eventError);
        return response(error, reason, Response.Status.BAD_REQUEST);
    }

    private CorsErrorResponseException response(String error, String description, Response.Status status) {
        return new CorsErrorResponseException(cors, error, description, status);
    }
}
