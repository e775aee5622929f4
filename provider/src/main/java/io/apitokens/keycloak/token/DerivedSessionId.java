package io.apitokens.keycloak.token;

import java.util.regex.Pattern;

/**
 * The id of a derived session: the id of its API token, a UUID of version 4, with the version digit 8 (RFC 9562,
 * section 5.8). So each id follows from the other without bookkeeping, and Keycloak makes no session of that form.
 */
public final class DerivedSessionId {

    private static final int VERSION_INDEX = 14;
    private static final char OF_API_TOKEN = '4';
    private static final char OF_DERIVED_SESSION = '8';

    // In either case of letters, because some databases compare without it.
    private static final Pattern FORM =
            Pattern.compile("\\p{XDigit}{8}-\\p{XDigit}{4}-8\\p{XDigit}{3}-[89abAB]\\p{XDigit}{3}-\\p{XDigit}{12}");

    private DerivedSessionId() {}

    /** The id of the derived session of an API token. The database computes it as well. */
    public static String of(String apiTokenId) {
        return withVersion(OF_DERIVED_SESSION, apiTokenId);
    }

    /** The id of the API token that the derived session belongs to. */
    public static String apiTokenId(String sessionId) {
        return withVersion(OF_API_TOKEN, sessionId);
    }

    /**
     * Whether a session id has the form that is reserved for derived sessions.
     *
     * @param sessionId anything, or null
     */
    public static boolean isOne(String sessionId) {
        return sessionId != null && FORM.matcher(sessionId).matches();
    }

    private static String withVersion(char version, String id) {
        return id.length() <= VERSION_INDEX
                ? id
                : id.substring(0, VERSION_INDEX) + version + id.substring(VERSION_INDEX + 1);
    }
}
