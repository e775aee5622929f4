package io.apitokens.keycloak.policy;

import org.keycloak.models.ModelException;

/** The policy does not let this user do it. Nothing was changed. */
public final class ApiTokenForbiddenException extends ModelException {

    private ApiTokenForbiddenException(String messageKey) {
        super(messageKey);
    }

    static ApiTokenForbiddenException mintingDisabled() {
        return new ApiTokenForbiddenException("apiTokenMintingDisabled");
    }

    static ApiTokenForbiddenException roleRequired() {
        return new ApiTokenForbiddenException("apiTokenRoleRequired");
    }
}
