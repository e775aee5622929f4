package io.apitokens.keycloak.token;

import org.keycloak.models.ModelValidationException;

/** Rejects an invalid property of an API token. Nothing was changed. */
public final class InvalidApiTokenException extends ModelValidationException {

    private final String field;
    private final transient Object[] parameters;

    /**
     * Creates the exception.
     *
     * @param messageKey the reason, as a message key of the consoles
     * @param field name of the property in REST
     * @param parameters parameters of the message
     */
    public InvalidApiTokenException(String messageKey, String field, Object... parameters) {
        super(messageKey);
        this.field = field;
        this.parameters = parameters;
    }

    public String field() {
        return field;
    }

    public Object[] parameters() {
        return parameters.clone();
    }
}
