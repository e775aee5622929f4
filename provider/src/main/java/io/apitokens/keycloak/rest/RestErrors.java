package io.apitokens.keycloak.rest;

import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.apitokens.keycloak.log.LogMessage;
import io.apitokens.keycloak.policy.ApiTokenConflictException;
import io.apitokens.keycloak.policy.ApiTokenForbiddenException;
import io.apitokens.keycloak.policy.ApiTokenRotatedRecentlyException;
import io.apitokens.keycloak.policy.AuthenticationTooOldException;
import io.apitokens.keycloak.policy.InvalidPolicyException;
import io.apitokens.keycloak.store.ApiTokenBusyException;
import io.apitokens.keycloak.token.InvalidApiTokenException;
import io.apitokens.keycloak.token.Secret;
import org.jboss.logging.Logger;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.idm.ErrorRepresentation;
import org.keycloak.services.ErrorResponseException;

/** Translates exceptions of policy and model to REST responses, and rolls back the transaction. */
public final class RestErrors {

    private static final Logger LOG = Logger.getLogger(RestErrors.class);

    private RestErrors() {}

    /**
     * Runs an action. If it fails because of the request, rolls back, stores the error of the event, and throws the
     * response.
     *
     * @param session of the request
     * @param event of the action
     */
    public static <T> T translate(KeycloakSession session, EventBuilder event, Supplier<T> action) {
        try {
            return action.get();
        } catch (InvalidApiTokenException e) {
            reject(session, event, e.getMessage());
            throw invalid(e);
        } catch (ApiTokenConflictException e) {
            reject(session, event, e.getMessage());
            throw error(Response.Status.CONFLICT, e.getMessage(), e.field(), e.parameters());
        } catch (ApiTokenBusyException e) {
            reject(session, event, e.getMessage());
            throw error(Response.Status.CONFLICT, e.getMessage(), null);
        } catch (ApiTokenRotatedRecentlyException e) {
            reject(session, event, e.getMessage());
            throw later(Response.Status.TOO_MANY_REQUESTS, e.getMessage(), e.seconds());
        } catch (ErrorResponseException e) {
            reject(session, event, "apiTokenBodyTooLarge");
            throw e;
        } catch (ApiTokenForbiddenException e) {
            e.describe(event);
            forbid(session, event, e.getMessage());
            throw error(Response.Status.FORBIDDEN, e.getMessage(), null);
        } catch (AuthenticationTooOldException e) {
            forbid(session, event, e.getMessage());
            throw insufficientAuthentication(e);
        } catch (InvalidPolicyException e) {
            String realm = session.getContext().getRealm().getName();
            LogMessage.NOTHING_MINTED.log(LOG, e, realm, e.attribute());
            forbid(session, event, e.getMessage());
            throw error(Response.Status.FORBIDDEN, e.getMessage(), null);
        }
    }

    /** Reads a request that changes nothing and has no event. Responds with 400 if it is invalid. */
    public static <T> T translate(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (InvalidApiTokenException e) {
            throw invalid(e);
        }
    }

    /** Returns the challenge of RFC 9470, section 3. */
    private static ErrorResponseException insufficientAuthentication(AuthenticationTooOldException e) {
        String challenge = "Bearer error=\"insufficient_user_authentication\","
                + " error_description=\"A more recent authentication is required\", max_age=\"%d\""
                        .formatted(e.maxAge());
        return new ErrorResponseException(Response.status(Response.Status.UNAUTHORIZED)
                .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new ErrorRepresentation(null, e.getMessage(), new Object[] {e.maxAge()}))
                .build());
    }

    public static ErrorResponseException invalid(InvalidApiTokenException e) {
        return error(Response.Status.BAD_REQUEST, e.getMessage(), e.field(), e.parameters());
    }

    /** @param field left out if the request has a secret in place of a name (law 7); null for none */
    public static ErrorResponseException error(
            Response.StatusType status, String messageKey, String field, Object... params) {
        String named = field == null || Secret.isIn(field) ? null : field;
        Object[] shown = Stream.of(params).map(RestErrors::withoutSecret).toArray();
        ErrorRepresentation error = new ErrorRepresentation(named, messageKey, shown.length == 0 ? null : shown);
        return new ErrorResponseException(Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(error)
                .build());
    }

    private static Object withoutSecret(Object param) {
        return param instanceof String text && Secret.isIn(text) ? "…" : param;
    }

    /** Returns a 503 that tells the caller to repeat the request after some seconds. */
    public static ErrorResponseException unavailable(String messageKey, int seconds) {
        return later(Response.Status.SERVICE_UNAVAILABLE, messageKey, seconds);
    }

    private static ErrorResponseException later(Response.Status status, String messageKey, int seconds) {
        return new ErrorResponseException(Response.status(status)
                .header(HttpHeaders.RETRY_AFTER, seconds)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new ErrorRepresentation(null, messageKey, null))
                .build());
    }

    private static void reject(KeycloakSession session, EventBuilder event, String reason) {
        rollBack(session);
        event.detail(Details.REASON, reason).error(Errors.INVALID_REQUEST);
    }

    private static void forbid(KeycloakSession session, EventBuilder event, String reason) {
        rollBack(session);
        event.detail(Details.REASON, reason).error(Errors.NOT_ALLOWED);
    }

    /** Rolls back, because Keycloak's error handler does not roll back for an exception with a response. */
    private static void rollBack(KeycloakSession session) {
        session.getTransactionManager().setRollbackOnly();
    }
}
