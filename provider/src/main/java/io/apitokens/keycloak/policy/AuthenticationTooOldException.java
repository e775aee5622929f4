package io.apitokens.keycloak.policy;

import org.keycloak.models.ModelException;

/** The policy requires a more recent login (RFC 9470). Nothing was changed. */
public final class AuthenticationTooOldException extends ModelException {

    private final int maxAge;

    AuthenticationTooOldException(int maxAge) {
        super("apiTokenLoginRequired");
        this.maxAge = maxAge;
    }

    /** Returns the maximum age of the login in seconds. */
    public int maxAge() {
        return maxAge;
    }
}
