package io.apitokens.keycloak.model;

import java.util.function.Supplier;

import org.keycloak.models.KeycloakSession;

/**
 * Lets an OAuth endpoint verify one derived token: the token that the request is about. Every other verification of a
 * derived token fails, as that of a credential in the same request.
 */
public final class Admission {

    private static final String ATTRIBUTE = Admission.class.getName();

    private Admission() {}

    /**
     * Runs the part of a request that deals with a token.
     *
     * @param jwt token in question, as it came; null or no JWT admits nothing
     */
    public static <T> T of(KeycloakSession session, String jwt, Supplier<T> work) {
        if (jwt == null) {
            return work.get();
        }
        session.setAttribute(ATTRIBUTE, jwt);
        try {
            return work.get();
        } finally {
            session.removeAttribute(ATTRIBUTE);
        }
    }

    /**
     * Whether the request deals with this token now.
     *
     * @param signed header and payload of a JWT: the JWS Signing Input of RFC 7515, section 2
     */
    public static boolean admits(KeycloakSession session, String signed) {
        String jwt = session.getAttribute(ATTRIBUTE, String.class);
        return jwt != null && jwt.startsWith(signed + '.');
    }
}
