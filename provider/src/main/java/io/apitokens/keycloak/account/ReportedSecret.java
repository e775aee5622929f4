package io.apitokens.keycloak.account;

import java.util.Optional;

import io.apitokens.keycloak.token.Secret;

/**
 * Parses a secret from text that scanners report, with characters around it from a file, a log or a header. All other
 * endpoints accept a secret only as it was shown.
 */
final class ReportedSecret {

    private static final String QUOTES = "\"'`";

    private ReportedSecret() {}

    /**
     * Ignores white space and quotes on both sides, and {@code Bearer} or {@code Authorization: Bearer} before the
     * secret. Takes linear time.
     *
     * @param reported may be null
     */
    static Optional<Secret> parse(String reported) {
        if (reported == null) {
            return Optional.empty();
        }
        return Secret.parse(without("Bearer", without("Authorization:", strip(reported))));
    }

    /** Requires white space or a colon after the text, because the prefix of a secret may begin with it. */
    private static String without(String leading, String text) {
        int end = leading.length();
        boolean isThere = text.regionMatches(true, 0, leading, 0, end)
                && (leading.endsWith(":") || end < text.length() && isAround(text.charAt(end)));
        return isThere ? strip(text.substring(end)) : text;
    }

    private static String strip(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isAround(text.charAt(from))) {
            from++;
        }
        while (to > from && isAround(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /**
     * Returns whether a character may surround a secret: both kinds of Java white space, zero-width, control and
     * quotes.
     */
    private static boolean isAround(char c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT
                || QUOTES.indexOf(c) >= 0;
    }
}
