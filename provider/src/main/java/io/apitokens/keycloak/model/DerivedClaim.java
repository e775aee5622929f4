package io.apitokens.keycloak.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.models.ClientModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.JsonWebToken;
import org.keycloak.util.JsonSerialization;

/**
 * The claim that every signed token has that Keycloak issues because of an API token. It makes a derived token
 * recognisable wherever it is presented, in another realm too, without a look at its session.
 *
 * @param apiTokenId id of the API token
 * @param secretNumber number of the secret that the token was issued with
 * @param instance of the derived session; null if the token is for no session
 * @param clientInstance of the session of the client in it; null if the client had none
 */
public record DerivedClaim(String apiTokenId, int secretNumber, String instance, String clientInstance) {

    /** A domain name is a collision-resistant name: RFC 7519, section 4.2. */
    public static final String NAME = "io.apitokens.derived";

    private static final String ID = "id";
    private static final String SECRET = "secret";
    private static final String INSTANCE = "session";
    private static final String CLIENT_INSTANCE = "client";

    /** Keycloak writes JSON without white space, and a quotation mark within a string gets a backslash. */
    private static final String WRITTEN = '"' + NAME + "\":";

    /** The claim of tokens of a client in a derived session. */
    public static DerivedClaim of(ApiToken token, int secretNumber, UserSessionModel derived, ClientModel client) {
        return new DerivedClaim(
                token.id(), secretNumber, StoredSession.instance(derived), StoredSession.instance(derived, client));
    }

    /** The claim of tokens that are for no session: they cannot be used. */
    public static DerivedClaim of(ApiToken token, int secretNumber) {
        return new DerivedClaim(token.id(), secretNumber, null, null);
    }

    /** The claim of a token; empty if it is missing or malformed. */
    public static Optional<DerivedClaim> of(JsonWebToken token) {
        return token.getOtherClaims().get(NAME) instanceof Map<?, ?> claim
                        && claim.get(ID) instanceof String id
                        && claim.get(SECRET) instanceof Number secret
                ? Optional.of(new DerivedClaim(
                        id, secret.intValue(), text(claim.get(INSTANCE)), text(claim.get(CLIENT_INSTANCE))))
                : Optional.empty();
    }

    /** The claim of a JWT, which is not verified. */
    public static Optional<DerivedClaim> read(String jwt) {
        if (!isIn(jwt)) {
            return Optional.empty();
        }
        try {
            return of(new JWSInput(jwt).readJsonContent(JsonWebToken.class));
        } catch (JWSInputException e) {
            return Optional.empty();
        }
    }

    /** Whether a token was issued in this instance of the derived session, and of the session of its client. */
    boolean isOf(UserSessionModel derived, ClientModel client) {
        return instance != null
                && instance.equals(StoredSession.instance(derived))
                && (clientInstance == null
                        || client != null && clientInstance.equals(StoredSession.instance(derived, client)));
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
            return new String(json, StandardCharsets.ISO_8859_1).contains(WRITTEN) && isTopLevel(json);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Tells the claim from a member of another claim. Takes for the claim what cannot be read. */
    private static boolean isTopLevel(byte[] json) {
        try {
            return JsonSerialization.mapper.readTree(json).has(NAME);
        } catch (IOException e) {
            return true;
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
        putIfKnown(claim, INSTANCE, instance);
        putIfKnown(claim, CLIENT_INSTANCE, clientInstance);
        claims.put(NAME, claim);
    }

    private static void putIfKnown(Map<String, Object> claim, String name, String value) {
        if (value != null) {
            claim.put(name, value);
        }
    }

    private static String text(Object value) {
        return Objects.toString(value, null);
    }
}
