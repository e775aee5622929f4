package io.apitokens.keycloak.oauth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import org.keycloak.OAuth2Constants;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.IDToken;
import org.keycloak.util.JsonSerialization;

/** The responses of an introspection (RFC 7662, section 2.2). */
final class IntrospectionAnswer {

    private static final String ACTIVE = "active";
    private static final String JWT = "jwt";
    private static final String USERNAME = "username";
    private static final ObjectWriter ONCE =
            JsonSerialization.mapper.writer().with(StreamWriteFeature.STRICT_DUPLICATE_DETECTION);

    private IntrospectionAnswer() {}

    /** Returns the response for a token that is not active, without any other information. */
    static Response inactive() {
        return Response.ok("{\"active\":false}", MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    /**
     * Returns the response for an active token.
     *
     * @param token claims of the token; gets the members of the response that are no claims
     * @param jwt the same claims as a JWT; null if the client did not request it
     */
    static Response active(AccessToken token, String jwt) {
        Map<String, Object> claims = token.getOtherClaims();
        claims.put(ACTIVE, true);
        claims.put(OAuth2Constants.CLIENT_ID, token.getIssuedFor());
        claims.put(OAuth2Constants.TOKEN_TYPE, token.getType());
        Object username = claims.getOrDefault(IDToken.PREFERRED_USERNAME, token.getPreferredUsername());
        if (username != null) {
            claims.putIfAbsent(USERNAME, username);
        }
        if (jwt != null) {
            claims.put(JWT, jwt);
        }
        token.setScope(Objects.equals(token.getScope(), "") ? null : token.getScope());
        return Response.ok(write(token), MediaType.APPLICATION_JSON_TYPE).build();
    }

    /** Writes each member once. If a mapper adds a claim a second time, the second one wins, as in the stock one. */
    private static byte[] write(AccessToken token) {
        try {
            return ONCE.writeValueAsBytes(token);
        } catch (JsonProcessingException e) {
            return writeAgain(token);
        }
    }

    private static byte[] writeAgain(AccessToken token) {
        try {
            return JsonSerialization.writeValueAsBytes(JsonSerialization.mapper.valueToTree(token));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
