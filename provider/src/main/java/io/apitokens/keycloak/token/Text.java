package io.apitokens.keycloak.token;

import java.text.Normalizer;
import java.util.function.IntPredicate;

/** Checks text that users type. Any language is valid; characters that disguise text on a page or in a log are not. */
final class Text {

    private Text() {}

    /** Trims a text and converts it to Unicode NFC, in which equal texts have equal characters. */
    static String normalize(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).strip();
    }

    /**
     * Rejects a text that somebody pasted a secret into (law 7).
     *
     * @throws InvalidApiTokenException naming the field
     */
    static void requireNoSecret(String text, String field) {
        if (Secret.isIn(text)) {
            throw new InvalidApiTokenException("apiTokenTextHasSecret", field);
        }
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Returns whether a text has only white space and format characters such as the zero-width space. */
    static boolean isInvisible(String text) {
        return text.codePoints()
                .allMatch(c -> Character.isWhitespace(c)
                        || Character.isSpaceChar(c)
                        || Character.getType(c) == Character.FORMAT);
    }

    static boolean isPlain(String text, IntPredicate exception) {
        return text.codePoints().allMatch(c -> exception.test(c) || isPlain(c));
    }

    /** Rejects control characters, line breaks, halves of surrogate pairs and overrides of the writing direction. */
    private static boolean isPlain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                false;
            default -> !isDirectionOverride(codePoint);
        };
    }

    private static boolean isDirectionOverride(int codePoint) {
        return (codePoint >= 0x202A && codePoint <= 0x202E) || (codePoint >= 0x2066 && codePoint <= 0x2069);
    }
}
