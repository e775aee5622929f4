package io.apitokens.keycloak.policy;

import org.keycloak.models.ModelException;

/** The request is valid but conflicts with existing API tokens. Nothing was changed. */
public final class ApiTokenConflictException extends ModelException {

    private final String field;
    private final transient Object[] parameters;

    private ApiTokenConflictException(String messageKey, String field, Object... parameters) {
        super(messageKey);
        this.field = field;
        this.parameters = parameters;
    }

    static ApiTokenConflictException labelExists() {
        return new ApiTokenConflictException("apiTokenLabelExists", "label");
    }

    static ApiTokenConflictException limitReached(int limit) {
        return new ApiTokenConflictException("apiTokenLimitReached", null, limit);
    }

    static ApiTokenConflictException limitOfClientReached(int limit) {
        return new ApiTokenConflictException("apiTokenLimitOfClientReached", null, limit);
    }

    static ApiTokenConflictException ended() {
        return new ApiTokenConflictException("apiTokenEnded", null);
    }

    /** Returns the property as REST names it; null if the conflict is about none. */
    public String field() {
        return field;
    }

    public Object[] parameters() {
        return parameters.clone();
    }
}
