package io.apitokens.keycloak.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.DerivedSessionId;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.JsonWebToken;
import org.keycloak.util.JsonSerialization;

/**
 * The claim of every signed token that Keycloak issues because of an API token. It makes a derived token recognisable
 * without its session, in other realms too.
 *
 * @param apiTokenId id of the API token
 * @param secretNumber number of the secret that the token was issued with
 * @param instance of the derived session; null if the token is for no session
 * @param clientInstance of the client in the derived session; null if the client had none
 * @param seal signature of the realm on this claim and the {@code jti} of the token, because a protocol mapper could
 *     copy the claim into a token of another user. Null for responses, which are no credentials
 */
public record DerivedClaim(String apiTokenId, int secretNumber, String instance, String clientInstance, String seal) {

    /** A domain name is a collision-resistant name: RFC 7519, section 4.2. */
    public static final String NAME = "io.apitokens.derived";

    private static final String ID = "id";
    private static final String SECRET = "secret";
    private static final String INSTANCE = "session";
    private static final String CLIENT_INSTANCE = "client";
    private static final String SEAL = "seal";

    // Keycloak writes JSON without white space, and a quotation mark within a string gets a backslash.
    private static final Pattern SESSION = Pattern.compile("\"(?:sid|session_state)\":\"([^\"\\\\]*)\"");

    private static final String WRITTEN = '"' + NAME + "\":";

    /** Returns the claim for tokens of a client in a derived session. */
    public static DerivedClaim of(ApiToken token, int secretNumber, UserSessionModel derived, ClientModel client) {
        return new DerivedClaim(
                token.id(), secretNumber, SessionInstance.idOf(derived), ClientInstances.idOf(derived, client), null);
    }

    /** Returns the claim for a signed response, which belongs to no session and cannot be used as a token. */
    public static DerivedClaim of(ApiToken token, int secretNumber) {
        return new DerivedClaim(token.id(), secretNumber, null, null, null);
    }

    /** Reads the claim of a token; empty if it is missing or malformed. */
    public static Optional<DerivedClaim> of(JsonWebToken token) {
        return token.getOtherClaims().get(NAME) instanceof Map<?, ?> claim
                        && claim.get(ID) instanceof String id
                        && claim.get(SECRET) instanceof Number secret
                ? Optional.of(new DerivedClaim(
                        id,
                        secret.intValue(),
                        text(claim.get(INSTANCE)),
                        text(claim.get(CLIENT_INSTANCE)),
                        text(claim.get(SEAL))))
                : Optional.empty();
    }

    /** Reads the claim of a JWT without verifying the JWT. */
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

    /**
     * Returns the session ids in a JWT that have the form of a derived session id. Such a session need not exist. There
     * may be several ids, because a protocol mapper can write {@code sid} a second time.
     *
     * @param jwt compact serialization, with or without the signature; not verified
     */
    public static Set<String> sessionsIn(String jwt) {
        return payload(jwt)
                .map(json -> SESSION.matcher(new String(json, StandardCharsets.ISO_8859_1))
                        .results()
                        .map(found -> found.group(1))
                        .filter(DerivedSessionId::isOne)
                        .collect(Collectors.toSet()))
                .orElse(Set.of());
    }

    /** Returns whether a token was issued in the present instance of the derived session, and in that of its client. */
    public boolean isOf(UserSessionModel derived, ClientModel client) {
        return instance != null
                && instance.equals(SessionInstance.idOf(derived))
                && (clientInstance == null
                        || client != null && clientInstance.equals(ClientInstances.idOf(derived, client)));
    }

    /**
     * Returns whether a JWT has the claim. Verifies nothing: use it to refuse, never to permit.
     *
     * @param jwt compact serialization, with or without the signature; null and any other text have no claim
     */
    public static boolean isIn(String jwt) {
        return payload(jwt)
                .filter(json -> new String(json, StandardCharsets.ISO_8859_1).contains(WRITTEN))
                .filter(DerivedClaim::isTopLevel)
                .isPresent();
    }

    private static Optional<byte[]> payload(String jwt) {
        int start = jwt == null ? 0 : jwt.indexOf('.') + 1;
        if (start == 0) {
            return Optional.empty();
        }
        int end = jwt.indexOf('.', start);
        try {
            return Optional.of(Base64.getUrlDecoder().decode(jwt.substring(start, end < 0 ? jwt.length() : end)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns whether the claim is not a member of another claim. True if the JSON is invalid, so that the JWT is
     * refused.
     */
    private static boolean isTopLevel(byte[] json) {
        try {
            return JsonSerialization.mapper.readTree(json).has(NAME);
        } catch (IOException e) {
            return true;
        }
    }

    /** Marks and seals a token that has its {@code jti} and is not signed yet. */
    public void mark(KeycloakSession session, JsonWebToken token) {
        String signature = Seal.of(session, sealed(token));
        new DerivedClaim(apiTokenId, secretNumber, instance, clientInstance, signature).mark(token.getOtherClaims());
    }

    /** Returns whether this claim was issued for this token. */
    public boolean isSealed(KeycloakSession session, JsonWebToken token) {
        return seal != null && Seal.isValid(session, sealed(token), seal);
    }

    private String sealed(JsonWebToken token) {
        return String.join(
                " ", NAME, token.getId(), apiTokenId, String.valueOf(secretNumber), instance, clientInstance);
    }

    /** Marks the claims of a response that is no credential and is not signed yet. */
    public void mark(Map<String, Object> claims) {
        Map<String, Object> claim = new LinkedHashMap<>();
        claim.put(ID, apiTokenId);
        claim.put(SECRET, secretNumber);
        putIfKnown(claim, INSTANCE, instance);
        putIfKnown(claim, CLIENT_INSTANCE, clientInstance);
        putIfKnown(claim, SEAL, seal);
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
