package io.apitokens.keycloak.token;

/** The purpose of an API token, in the words of its user. */
public record Description(String value) {

    private static final int MAX_LENGTH = 1000;
    private static final String FIELD = "description";

    /**
     * Parses a description of up to 1000 characters. Line breaks and tabs are the only control characters allowed.
     *
     * @param typed may be null
     * @return null if nothing in it is visible
     * @throws InvalidApiTokenException naming the field {@code description}
     */
    public static Description parse(String typed) {
        String description = typed == null ? "" : Text.normalize(typed);
        if (Text.length(description) > MAX_LENGTH) {
            throw new InvalidApiTokenException("apiTokenDescriptionTooLong", FIELD, MAX_LENGTH);
        }
        if (!Text.isPlain(description, c -> c == '\n' || c == '\r' || c == '\t')) {
            throw new InvalidApiTokenException("apiTokenDescriptionInvalidCharacters", FIELD);
        }
        Text.requireNoSecret(description, FIELD);
        return Text.isInvisible(description) ? null : new Description(description);
    }

    @Override
    public String toString() {
        return value;
    }
}
