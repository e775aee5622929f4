package io.apitokens.keycloak.token;

/** What an API token is for, in its user's words. */
public record Description(String value) {

    private static final int MAX_LENGTH = 1000;
    private static final String FIELD = "description";

    /**
     * A description as a user typed it: up to 1000 characters; line breaks and tabulators are welcome, other control
     * characters are not.
     *
     * @param typed may be null
     * @return null where there is nothing to see
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
        return Text.isInvisible(description) ? null : new Description(description);
    }

    @Override
    public String toString() {
        return value;
    }
}
