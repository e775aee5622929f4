package io.apitokens.keycloak.token;

/** The name that a user gives an API token. */
public record Label(String value) {

    private static final int MAX_LENGTH = 255;
    private static final String FIELD = "label";

    /**
     * Parses a label of 1 to 255 characters after trimming, in any language, without control characters.
     *
     * @param typed null is treated as empty
     * @throws InvalidApiTokenException naming the field {@code label}
     */
    public static Label parse(String typed) {
        String label = typed == null ? "" : Text.normalize(typed);
        if (Text.isInvisible(label)) {
            throw new InvalidApiTokenException("apiTokenLabelRequired", FIELD);
        }
        if (Text.length(label) > MAX_LENGTH) {
            throw new InvalidApiTokenException("apiTokenLabelTooLong", FIELD, MAX_LENGTH);
        }
        if (!Text.isPlain(label, c -> false)) {
            throw new InvalidApiTokenException("apiTokenLabelInvalidCharacters", FIELD);
        }
        Text.requireNoSecret(label, FIELD);
        return new Label(label);
    }

    @Override
    public String toString() {
        return value;
    }
}
