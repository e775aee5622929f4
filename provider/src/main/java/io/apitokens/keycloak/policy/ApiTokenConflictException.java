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

    /** The API token that the request wants to change has ended. */
    public static ApiTokenConflictException ended() {
        return new ApiTokenConflictException("apiTokenEnded", null);
    }

    /** A request with the same idempotency key has minted the API token with this id. */
    static ApiTokenConflictException alreadyMinted(String id) {
        return new ApiTokenConflictException("apiTokenAlreadyMinted", null, id);
    }

    /** A request with the same idempotency key has rotated the API token. */
    static ApiTokenConflictException alreadyRotated() {
        return new ApiTokenConflictException("apiTokenAlreadyRotated", null);
    }

    /** Returns the property as REST names it; null if no property is at fault. */
    public String field() {
        return field;
    }

    public Object[] parameters() {
        return parameters.clone();
    }
}
