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

/** The answers of an introspection (RFC 7662, section 2.2). */
final class IntrospectionAnswer {

    private static final String ACTIVE = "active";
    private static final String JWT = "jwt";
    private static final String USERNAME = "username";
    private static final ObjectWriter ONCE =
            JsonSerialization.mapper.writer().with(StreamWriteFeature.STRICT_DUPLICATE_DETECTION);

    private IntrospectionAnswer() {}

    /** Nothing else about a token that is not active. */
    static Response inactive() {
        return Response.ok("{\"active\":false}", MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    /**
     * @param token its claims; the members of the answer that are no claims are added to it
     * @param jwt the same as a JWT; null where nobody asked for it
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

    /** A claim that a mapper adds beside one of the same name replaces it, as it does in the stock answer. */
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
