package io.apitokens.keycloak.token;

import java.util.regex.Pattern;

/**
 * The id of a derived session: the id of its API token, a UUID of version 4, with the version digit 8 (RFC 9562,
 * section 5.8). So each id follows from the other without a table, and Keycloak creates no session of that form.
 */
public final class DerivedSessionId {

    private static final int VERSION_INDEX = 14;
    private static final char OF_API_TOKEN = '4';
    private static final char OF_DERIVED_SESSION = '8';

    // In upper and lower case, because some databases ignore the case.
    private static final Pattern FORM =
            Pattern.compile("\\p{XDigit}{8}-\\p{XDigit}{4}-8\\p{XDigit}{3}-[89abAB]\\p{XDigit}{3}-\\p{XDigit}{12}");

    private DerivedSessionId() {}

    /** Returns the id of the derived session of an API token. Some queries compute it too. */
    public static String of(String apiTokenId) {
        return withVersion(OF_DERIVED_SESSION, apiTokenId);
    }

    /** Returns the id of the API token of a derived session. */
    public static String apiTokenId(String sessionId) {
        return withVersion(OF_API_TOKEN, sessionId);
    }

    /**
     * Returns whether a session id has the form that is reserved for derived sessions.
     *
     * @param sessionId any text, or null
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
