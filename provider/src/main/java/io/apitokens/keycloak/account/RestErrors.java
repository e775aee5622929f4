package io.apitokens.keycloak.account;

import java.util.function.Supplier;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.apitokens.keycloak.model.ApiTokenBusyException;
import io.apitokens.keycloak.model.InvalidApiTokenException;
import io.apitokens.keycloak.policy.ApiTokenConflictException;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.representations.idm.ErrorRepresentation;
import org.keycloak.services.ErrorResponseException;

/** Exceptions of policy and model as answers of REST. Each of them rolls the transaction back. */
final class RestErrors {

    private RestErrors() {}

    /** Does what an event will tell of. Where it fails for a reason of the caller's, the event tells that first. */
    static <T> T translate(EventBuilder event, Supplier<T> action) {
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
        }
    }

    static ErrorResponseException invalid(InvalidApiTokenException e) {
        return error(Response.Status.BAD_REQUEST, e.getMessage(), e.field(), e.parameters());
    }

    static ErrorResponseException error(Response.StatusType status, String messageKey, String field, Object... params) {
        ErrorRepresentation error = new ErrorRepresentation(field, messageKey, params.length == 0 ? null : params);
        return new ErrorResponseException(Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(error)
                .build());
    }

    private static void reject(EventBuilder event, String reason) {
        event.detail(Details.REASON, reason).error(Errors.INVALID_REQUEST);
    }
}
