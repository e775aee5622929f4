package io.apitokens.keycloak.token;

/** The comment of an admin who revokes an API token, for its user to read. */
public record Comment(String value) {

    /** The name of the field or parameter. */
    public static final String FIELD = "comment";

    private static final int MAX_LENGTH = 250;

    /**
     * Parses a comment of one line and up to 250 characters.
     *
     * @param typed may be null
     * @return null if nothing in it is visible
     * @throws InvalidApiTokenException naming the field {@code comment}
     */
    public static Comment parse(String typed) {
        String comment = typed == null ? "" : Text.normalize(typed);
        if (Text.length(comment) > MAX_LENGTH || !Text.isPlain(comment, c -> false)) {
            throw new InvalidApiTokenException("apiTokenCommentInvalid", FIELD, MAX_LENGTH);
        }
        Text.requireNoSecret(comment, FIELD);
        return Text.isInvisible(comment) ? null : new Comment(comment);
    }

    @Override
    public String toString() {
        return value;
    }
}
