package io.apitokens.keycloak.token;

import org.keycloak.models.ModelValidationException;

/** A property that an API token cannot have. Nothing was changed. */
public final class InvalidApiTokenException extends ModelValidationException {

    private final String field;
    private final transient Object[] parameters;

    /**
     * @param messageKey what is wrong, as a key of the console's messages
     * @param field the property as REST names it
     * @param parameters of the message
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
