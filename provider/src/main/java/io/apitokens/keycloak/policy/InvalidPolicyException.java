package io.apitokens.keycloak.policy;

import org.keycloak.models.ModelException;

/** An attribute of a policy that cannot be understood. Until an admin mends it nothing is minted under it. */
public final class InvalidPolicyException extends ModelException {

    private final String attribute;

    InvalidPolicyException(String attribute, Throwable cause) {
        super("apiTokenPolicyInvalid", cause);
        this.attribute = attribute;
    }

    /** Its name. */
    public String attribute() {
        return attribute;
    }
}
