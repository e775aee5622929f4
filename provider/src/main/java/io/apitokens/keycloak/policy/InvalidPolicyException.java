package io.apitokens.keycloak.policy;

import org.keycloak.models.ModelException;

/** An attribute of a policy is invalid. Minting is blocked until an admin fixes it. */
public final class InvalidPolicyException extends ModelException {

    private final String attribute;

    InvalidPolicyException(String attribute, Throwable cause) {
        super("apiTokenPolicyInvalid", cause);
        this.attribute = attribute;
    }

    /** Returns the name of the attribute. */
    public String attribute() {
        return attribute;
    }
}
