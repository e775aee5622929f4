package io.apitokens.keycloak.store;

import org.keycloak.models.ModelException;

/**
 * Rejects a request that conflicts with a concurrent one in the database. Nothing was changed; a client may retry it.
 */
public final class ApiTokenBusyException extends ModelException {

    public ApiTokenBusyException(Throwable cause) {
        super("apiTokenBusy", cause);
    }
}
