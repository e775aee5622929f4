package io.apitokens.keycloak.verification;

import java.util.function.Supplier;

import org.keycloak.models.KeycloakSession;

/**
 * Lets an OAuth endpoint verify one derived token: the token that the request is about. Every other verification of a
 * derived token fails, as that of a credential in the same request.
 */
public final class Admission {

    private static final String TOKEN = Admission.class.getName() + ".token";
    private static final String REFUSED = Admission.class.getName() + ".refused";

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
        session.setAttribute(TOKEN, jwt);
        try {
            return work.get();
        } finally {
            session.removeAttribute(TOKEN);
        }
    }

    /** Remembers that this request came with a derived token that Keycloak did not accept. */
    public static void refuse(KeycloakSession session) {
        session.setAttribute(REFUSED, true);
    }

    /** Whether this request came with a derived token that Keycloak did not accept. */
    public static boolean isRefused(KeycloakSession session) {
        return session.getAttribute(REFUSED) != null;
    }

    /**
     * Whether the request deals with this token now, and its client is authenticated: the token is not a credential of
     * the client.
     *
     * @param signed header and payload of a JWT: the JWS Signing Input of RFC 7515, section 2
     */
    public static boolean admits(KeycloakSession session, String signed) {
        String jwt = session.getAttribute(TOKEN, String.class);
        return jwt != null
                && jwt.startsWith(signed + '.')
                && session.getContext().getClient() != null;
    }
}
