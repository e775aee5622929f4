package io.apitokens.keycloak.token;

/** Why somebody ended an API token, in their words and for its user to read. */
public record Comment(String value) {

    private static final int MAX_LENGTH = 250;

    /**
     * A comment as somebody typed it: one line of up to 250 characters.
     *
     * @param typed may be null
     * @return null where there is nothing to see
     * @throws InvalidApiTokenException naming the field {@code comment}
     */
    public static Comment parse(String typed) {
        String comment = typed == null ? "" : Text.normalize(typed);
        if (Text.length(comment) > MAX_LENGTH || !Text.isPlain(comment, c -> false)) {
            throw new InvalidApiTokenException("apiTokenCommentInvalid", "comment", MAX_LENGTH);
        }
        return Text.isInvisible(comment) ? null : new Comment(comment);
    }

    @Override
    public String toString() {
        return value;
    }
}
