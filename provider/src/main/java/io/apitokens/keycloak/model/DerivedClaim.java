package io.apitokens.keycloak.model;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.keycloak.representations.JsonWebToken;

/**
 * The claim that every signed token has that Keycloak issues because of an API token. It makes a derived token
 * recognisable wherever it is presented, in another realm too, without a look at its session.
 *
 * @param apiTokenId id of the API token
 * @param secretNumber number of the secret that the token was issued with
 */
public record DerivedClaim(String apiTokenId, int secretNumber) {

    /** A domain name is a collision-resistant name: RFC 7519, section 4.2. */
    public static final String NAME = "io.apitokens.derived";

    private static final String ID = "id";
    private static final String SECRET = "secret";

    /** Keycloak writes JSON without white space, and a quotation mark within a string gets a backslash. */
    private static final String WRITTEN = '"' + NAME + "\":";

    /** The claim of a token; empty if it is missing or malformed. */
    public static Optional<DerivedClaim> of(JsonWebToken token) {
        return token.getOtherClaims().get(NAME) instanceof Map<?, ?> claim
                        && claim.get(ID) instanceof String id
                        && claim.get(SECRET) instanceof Number secret
                ? Optional.of(new DerivedClaim(id, secret.intValue()))
                : Optional.empty();
    }

    /**
     * Whether a JWT has the claim. Verifies nothing: the answer is good for a refusal, never for a permission.
     *
     * @param jwt compact serialization, with or without the signature; anything else has no claim. Null has none
     */
    public static boolean isIn(String jwt) {
        int payload = jwt == null ? -1 : jwt.indexOf('.') + 1;
        if (payload <= 0) {
            return false;
        }
        int end = jwt.indexOf('.', payload);
        try {
            byte[] json = Base64.getUrlDecoder().decode(jwt.substring(payload, end < 0 ? jwt.length() : end));
            return new String(json, StandardCharsets.ISO_8859_1).contains(WRITTEN);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Marks a token that is not signed yet. */
    public void mark(JsonWebToken token) {
        mark(token.getOtherClaims());
    }

    /** Marks the claims of a token that is not signed yet. */
    public void mark(Map<String, Object> claims) {
        Map<String, Object> claim = new LinkedHashMap<>();
        claim.put(ID, apiTokenId);
        claim.put(SECRET, secretNumber);
        claims.put(NAME, claim);
    }
}
