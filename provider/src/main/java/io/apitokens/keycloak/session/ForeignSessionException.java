package io.apitokens.keycloak.session;

import org.keycloak.models.ModelException;

/** Another session has the id of a derived session (law 3). Nothing was changed. */
public final class ForeignSessionException extends ModelException {

    static final String MESSAGE = "A session that is not derived from the API token has its id";

    ForeignSessionException() {
        super(MESSAGE);
    }
}
