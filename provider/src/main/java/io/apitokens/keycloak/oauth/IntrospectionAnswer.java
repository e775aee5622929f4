package io.apitokens.keycloak.oauth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.apitokens.keycloak.memo.KeptAnswer;
import io.apitokens.keycloak.token.ApiToken;
import org.keycloak.OAuth2Constants;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.IDToken;
import org.keycloak.util.JsonSerialization;

/** The responses of an introspection (RFC 7662, section 2.2). */
final class IntrospectionAnswer {

    private static final String ACTIVE = "active";
    private static final String JWT = "jwt";
    /** The members that differ for each API token of a user. */
    private static final List<String> OWN = List.of("jti", "iat", "exp");

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
     * @param token claims of the token; changed, because the other members of the response are added to it
     * @param jwt the same claims as a JWT; null if the client did not request it
     */
    static Response active(AccessToken token, String jwt) {
        complete(token, jwt);
        return active(write(token));
    }

    /** Returns the response for an active token. */
    static Response active(byte[] json) {
        return Response.ok(json, MediaType.APPLICATION_JSON_TYPE).build();
    }

    /**
     * Returns the answer for an active API token in a form to keep; empty if a mapper changed a member that differs for
     * each API token, or wrote one twice.
     *
     * @param issued claims as issued, for the audience check
     * @param token claims of the response; gets its other members
     */
    static Optional<KeptAnswer> toKeep(AccessToken issued, AccessToken token, ApiToken apiToken) {
        Map<String, Object> claims = token.getOtherClaims();
        Long created = apiToken.createdSeconds();
        Long expires = apiToken.expiry().map(TimeUnit.MILLISECONDS::toSeconds).orElse(null);
        if (!apiToken.id().equals(token.getId())
                || !created.equals(token.getIat())
                || !Objects.equals(expires, token.getExp())
                || OWN.stream().anyMatch(claims::containsKey)) {
            return Optional.empty();
        }
        complete(token, null);
        token.id(null).iat(null).exp(null);
        try {
            String[] audience = issued.getAudience() == null ? token.getAudience() : issued.getAudience();
            return Optional.of(
                    new KeptAnswer(issued.getIssuedFor(), issued.getType(), audience, ONCE.writeValueAsBytes(token)));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        } finally {
            token.id(apiToken.id()).iat(created).exp(expires);
        }
    }

    private static void complete(AccessToken token, String jwt) {
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
