package io.apitokens.keycloak.policy;

import org.keycloak.models.ModelException;

/** What was asked for is well-formed but collides with what there is. Nothing was changed. */
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

    /** The property as REST names it, or null where it is none of them. */
    public String field() {
        return field;
    }

    public Object[] parameters() {
        return parameters.clone();
    }
}
