package io.apitokens.keycloak.token;

import java.text.Normalizer;
import java.util.function.IntPredicate;

/** What users type: any language, nothing that would disguise itself on a page or in a log. */
final class Text {

    private Text() {}

    /** Without surrounding white space, in the form in which equal texts are equal (Unicode NFC). */
    static String normalize(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).strip();
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Whether a reader would see nothing: only white space and format characters such as the zero-width space. */
    static boolean isInvisible(String text) {
        return text.codePoints()
                .allMatch(c -> Character.isWhitespace(c)
                        || Character.isSpaceChar(c)
                        || Character.getType(c) == Character.FORMAT);
    }

    static boolean isPlain(String text, IntPredicate exception) {
        return text.codePoints().allMatch(c -> exception.test(c) || isPlain(c));
    }

    /** No control characters, line breaks, halves of surrogate pairs or overrides of the writing direction. */
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
