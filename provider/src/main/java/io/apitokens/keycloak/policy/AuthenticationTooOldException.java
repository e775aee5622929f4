package io.apitokens.keycloak.policy;

import org.keycloak.models.ModelException;

/** The policy wants a fresh login (RFC 9470). Nothing was changed. */
public final class AuthenticationTooOldException extends ModelException {

    private final int maxAge;

    AuthenticationTooOldException(int maxAge) {
        super("apiTokenLoginRequired");
        this.maxAge = maxAge;
    }

    /** How old, in seconds, the login may be. */
    public int maxAge() {
        return maxAge;
    }
}
