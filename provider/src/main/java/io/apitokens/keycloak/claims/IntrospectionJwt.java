package io.apitokens.keycloak.claims;

import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.apitokens.keycloak.session.DerivedClaim;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.AccessToken;
import org.keycloak.util.JsonSerialization;

/**
 * The member {@code jwt} of an introspection response: Keycloak's own variant of RFC 9701. It has the claims of the
 * response, changed so that Keycloak does not accept it as a bearer token.
 */
public final class IntrospectionJwt {

    private static final String TYPE = "Introspection";
    private static final long LIFESPAN_SECONDS = TimeUnit.MINUTES.toSeconds(1);

    private IntrospectionJwt() {}

    /**
     * Signs the claims of a response for a minute, or until the introspected token ends.
     *
     * @param answer claims of the response; not changed
     * @param end epoch seconds at which the introspected token ends; null for never
     * @param derived marks the JWT
     */
    public static String of(KeycloakSession session, AccessToken answer, Long end, DerivedClaim derived) {
        AccessToken claims = JsonSerialization.mapper.convertValue(answer, AccessToken.class);
        long expiry = Time.currentTime() + LIFESPAN_SECONDS;
        claims.type(TYPE);
        derived.mark(claims.getOtherClaims());
        // Keycloak accepts a JWT that names no session, and rejects one whose session does not exist.
        claims.setSessionId(UUID.randomUUID().toString());
        claims.exp(end == null ? expiry : Math.min(end, expiry));
        return session.tokens().encode(claims);
    }
}
