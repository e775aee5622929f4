package io.apitokens.keycloak.token;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * The string that a user sees once. Only {@link #reveal()} returns it, and only its SHA-256 is stored. It has 256
 * random bits, so the hash needs neither salt nor stretching.
 *
 * <p>Form: prefix, {@code _}, 43 base62 characters (the random bits), 6 base62 characters (CRC-32 of everything
 * before). With the checksum, the server and secret scanners recognise a secret without a query.
 */
public final class Secret {

    private static final int RANDOM_BITS = 256;
    private static final int RANDOM_LENGTH = 43;
    private static final int CHECKSUM_LENGTH = 6;
    private static final int BODY_LENGTH = RANDOM_LENGTH + CHECKSUM_LENGTH;
    private static final int HINT_LENGTH = 4;
    private static final int MAX_PREFIX_LENGTH = 16;
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0," + (MAX_PREFIX_LENGTH - 1) + "}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /**
     * Generates a secret.
     *
     * @param prefix a letter, then up to 15 letters, digits or underscores
     * @throws IllegalArgumentException for any other prefix
     */
    public static Secret generate(String prefix) {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("The prefix of secrets must match " + PREFIX.pattern());
        }
        String unchecked = prefix + "_" + Base62.encode(new BigInteger(RANDOM_BITS, RANDOM), RANDOM_LENGTH);
        return new Secret(unchecked + checksum(unchecked));
    }

    /**
     * Parses a secret with any prefix by its form and checksum. Reads no more characters than a secret can have.
     *
     * @return empty for anything else, including null
     */
    public static Optional<Secret> parse(String candidate) {
        if (candidate == null || candidate.length() > MAX_PREFIX_LENGTH + 1 + BODY_LENGTH) {
            return Optional.empty();
        }
        int body = candidate.length() - BODY_LENGTH;
        if (body < 2 || candidate.charAt(body - 1) != '_' || !isBase62(candidate, body, candidate.length())) {
            return Optional.empty();
        }
        if (!PREFIX.matcher(candidate.substring(0, body - 1)).matches()) {
            return Optional.empty();
        }
        int check = candidate.length() - CHECKSUM_LENGTH;
        return checksum(candidate.substring(0, check)).equals(candidate.substring(check))
                ? Optional.of(new Secret(candidate))
                : Optional.empty();
    }

    /** Returns whether a secret is anywhere in the text, also as a part of a word. */
    public static boolean isIn(String text) {
        return text.length() > BODY_LENGTH
                && IntStream.range(0, text.length() - BODY_LENGTH)
                        .filter(i -> text.charAt(i) == '_' && isBase62(text, i + 1, i + 1 + BODY_LENGTH))
                        .anyMatch(i -> isAround(text, i));
    }

    /** Returns whether the separator at an index has a prefix before it, and a body that fits the prefix after it. */
    private static boolean isAround(String text, int separator) {
        return IntStream.range(Math.max(0, separator - MAX_PREFIX_LENGTH), separator)
                .anyMatch(start -> parse(text.substring(start, separator + 1 + BODY_LENGTH))
                        .isPresent());
    }

    /** Returns the string itself, for the only response that contains it (law 7). */
    public String reveal() {
        return value;
    }

    /** Returns the SHA-256 in lower-case hexadecimal digits, which all database collations distinguish. */
    public String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Returns prefix and last four characters, by which people recognise the API token. */
    public String hint() {
        return value.substring(0, value.length() - BODY_LENGTH) + "…" + value.substring(value.length() - HINT_LENGTH);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.US_ASCII), secret.value.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "Secret[redacted]";
    }

    private static boolean isBase62(String candidate, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Base62.isDigit(candidate.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static String checksum(String unchecked) {
        CRC32 crc = new CRC32();
        crc.update(unchecked.getBytes(StandardCharsets.US_ASCII));
        return Base62.encode(BigInteger.valueOf(crc.getValue()), CHECKSUM_LENGTH);
    }
}
