package io.apitokens.keycloak.verification;

import java.util.function.Supplier;

import org.keycloak.models.KeycloakSession;

/**
 * Lets an OAuth endpoint verify one derived token: the token that the request is about. Any other derived token in the
 * request, such as a credential, stays refused.
 */
public final class Admission {

    private static final String TOKEN = Admission.class.getName() + ".token";
    private static final String REFUSED = Admission.class.getName() + ".refused";

    private Admission() {}

    /**
     * Runs the part of a request that is about a token, and admits this token meanwhile.
     *
     * @param jwt token in question as received; null or no JWT admits nothing
     */
    public static <T> T during(KeycloakSession session, String jwt, Supplier<T> work) {
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

    /** Remembers that Keycloak refused a derived token of this request. */
    public static void rememberRefusal(KeycloakSession session) {
        session.setAttribute(REFUSED, true);
    }

    /** Returns whether Keycloak refused a derived token of this request. */
    public static boolean isRefused(KeycloakSession session) {
        return session.getAttribute(REFUSED) != null;
    }

    /**
     * Returns whether the request is about this token now, and its client is authenticated, so that the token is not
     * the credential of the client.
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
