package io.apitokens.keycloak.forward;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Makes any text a value of an HTTP header: percent-encodes all but visible ASCII characters, and the percent sign. */
final class HeaderText {

    private HeaderText() {}

    static String of(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b > ' ' && b < 0x7F && b != '%') {
                encoded.append((char) b);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", b));
            }
        }
        return encoded.toString();
    }
}
