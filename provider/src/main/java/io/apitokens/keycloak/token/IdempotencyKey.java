package io.apitokens.keycloak.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A name that the sender gives a request, so that its repetition does not mint or rotate a second time. It names
 * only requests of the same user or API token, and opens nothing by itself. An API token that rotates itself keeps it
 * secret: together with the previous secret, it repeats the rotation.
 *
 * @param body of the request: another one with the same key is no repetition
 */
public record IdempotencyKey(String value, String body) {

    /** The header of a request, and the field that errors name. */
    public static final String HEADER = "Idempotency-Key";

    private static final int MAX_LENGTH = 255;
    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7E]{1," + MAX_LENGTH + "}");

    /**
     * Parses the header.
     *
     * @param headers its values; null is treated as none
     * @param body of the request
     * @return null without the header
     * @throws InvalidApiTokenException for several headers, or anything but 1 to 255 visible ASCII characters
     */
    public static IdempotencyKey parse(List<String> headers, String body) {
        if (headers == null || headers.isEmpty()) {
            return null;
        }
        if (headers.size() > 1 || !FORM.matcher(headers.get(0)).matches()) {
            throw new InvalidApiTokenException("apiTokenIdempotencyKeyInvalid", HEADER, MAX_LENGTH);
        }
        return new IdempotencyKey(headers.get(0), body);
    }

    /** Returns the hash by which the API token that a user minted with this key is found. */
    public String mintHash(Owner owner) {
        return hash("mint", owner.realmId(), owner.userId());
    }

    /** Returns the hash by which the rotation of an API token with this key is found. */
    public String rotationHash(ApiToken token) {
        return hash("rotate", token.id());
    }

    /** Returns the hash by which a repetition is told from another request with the same key. */
    public String bodyHash() {
        return hash("body", body);
    }

    /** Hashes each part with its length, so that no two lists of parts are the same text. */
    private String hash(String... scope) {
        StringBuilder text = new StringBuilder();
        for (String part : scope) {
            text.append(part.length()).append(':').append(part);
        }
        text.append(value);
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
