package io.apitokens.keycloak.rest;

import java.util.function.Supplier;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.apitokens.keycloak.log.LogMessage;
import io.apitokens.keycloak.policy.ApiTokenConflictException;
import io.apitokens.keycloak.policy.ApiTokenForbiddenException;
import io.apitokens.keycloak.policy.AuthenticationTooOldException;
import io.apitokens.keycloak.policy.InvalidPolicyException;
import io.apitokens.keycloak.store.ApiTokenBusyException;
import io.apitokens.keycloak.token.InvalidApiTokenException;
import org.jboss.logging.Logger;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.representations.idm.ErrorRepresentation;
import org.keycloak.services.ErrorResponseException;
import org.keycloak.utils.KeycloakSessionUtil;

/** Exceptions of policy and model as answers of REST. Nothing that was done before one of them is committed. */
public final class RestErrors {

    private static final Logger LOG = Logger.getLogger(RestErrors.class);

    private RestErrors() {}

    /** Does what an event will tell of. Where it fails for a reason of the caller's, the event tells that first. */
    public static <T> T translate(EventBuilder event, Supplier<T> action) {
        try {
            return action.get();
        } catch (InvalidApiTokenException e) {
            reject(event, e.getMessage());
            throw invalid(e);
        } catch (ApiTokenConflictException e) {
            reject(event, e.getMessage());
            throw error(Response.Status.CONFLICT, e.getMessage(), e.field(), e.parameters());
        } catch (ApiTokenBusyException e) {
            reject(event, e.getMessage());
            throw error(Response.Status.CONFLICT, e.getMessage(), null);
        } catch (ErrorResponseException e) {
            reject(event, "apiTokenBodyTooLarge");
            throw e;
        } catch (ApiTokenForbiddenException e) {
            e.describe(event);
            forbid(event, e.getMessage());
            throw error(Response.Status.FORBIDDEN, e.getMessage(), null);
        } catch (AuthenticationTooOldException e) {
            forbid(event, e.getMessage());
            throw insufficientAuthentication(e);
        } catch (InvalidPolicyException e) {
            String realm = KeycloakSessionUtil.getKeycloakSession()
                    .getContext()
                    .getRealm()
                    .getName();
            LogMessage.NOTHING_MINTED.log(LOG, e, realm, e.attribute());
            forbid(event, e.getMessage());
            throw error(Response.Status.FORBIDDEN, e.getMessage(), null);
        }
    }

    /** Section 3 of RFC 9470. */
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

    public static ErrorResponseException error(
            Response.StatusType status, String messageKey, String field, Object... params) {
        ErrorRepresentation error = new ErrorRepresentation(field, messageKey, params.length == 0 ? null : params);
        return new ErrorResponseException(Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(error)
                .build());
    }

    /** What the caller may ask for again in so many seconds. */
    public static ErrorResponseException unavailable(String messageKey, int seconds) {
        return new ErrorResponseException(Response.status(Response.Status.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, seconds)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new ErrorRepresentation(null, messageKey, null))
                .build());
    }

    private static void reject(EventBuilder event, String reason) {
        rollBack();
        event.detail(Details.REASON, reason).error(Errors.INVALID_REQUEST);
    }

    private static void forbid(EventBuilder event, String reason) {
        rollBack();
        event.detail(Details.REASON, reason).error(Errors.NOT_ALLOWED);
    }

    /** Keycloak's error handler does so, but is not asked about an exception that has its answer with it. */
    private static void rollBack() {
        KeycloakSessionUtil.getKeycloakSession().getTransactionManager().setRollbackOnly();
    }
}
