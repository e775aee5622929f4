package io.apitokens.keycloak.store;

import org.keycloak.models.ModelException;

/**
 * Requests got into each other's way in the database, and this one gave way. Nothing was changed; it may be repeated.
 */
public final class ApiTokenBusyException extends ModelException {

    public ApiTokenBusyException(Throwable cause) {
        super("apiTokenBusy", cause);
    }
}
