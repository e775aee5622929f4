package io.apitokens.keycloak.policy;

import org.keycloak.models.ModelException;

/** An API token wants to rotate itself while its previous secret is still valid. Nothing was changed. */
public final class ApiTokenRotatedRecentlyException extends ModelException {

    private final int seconds;

    /** @param seconds until it can rotate itself again */
    ApiTokenRotatedRecentlyException(int seconds) {
        super("apiTokenRotatedRecently");
        this.seconds = seconds;
    }

    /** Returns the number of seconds until the API token can rotate itself again. */
    public int seconds() {
        return seconds;
    }
}
