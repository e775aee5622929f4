package io.apitokens.keycloak.claims;

import java.util.OptionalInt;
import java.util.regex.Pattern;

import io.apitokens.keycloak.log.LogMessage;
import org.jboss.logging.Logger;
import org.keycloak.common.util.Time;
import org.keycloak.models.ClientModel;

/**
 * The maximum time that an API keeps an introspection response. The {@code exp} of a response is no later than this,
 * for APIs that cache until {@code exp} or refuse responses without it.
 */
public final class IntrospectionAge {

    /** Client attribute of the API that introspects: seconds. */
    public static final String ATTRIBUTE = "api.tokens.introspection.max.age";

    /** The highest value of the attribute: a day. */
    public static final int MAX_SECONDS = 86_400;

    /** ASCII digits: parseInt would take those of other scripts, and a sign. */
    private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,4}");

    private static final Logger LOG = Logger.getLogger(IntrospectionAge.class);

    private static final LoggedValues LOGGED = new LoggedValues();

    private IntrospectionAge() {}

    /**
     * Returns the {@code exp} of a response.
     *
     * @param api client that introspects
     * @param expiry epoch seconds of the token; null if it never expires
     */
    public static Long limit(ClientModel api, Long expiry) {
        OptionalInt seconds = of(api);
        if (seconds.isEmpty()) {
            return expiry;
        }
        long end = (long) Time.currentTime() + seconds.getAsInt();
        return expiry == null ? end : Math.min(expiry, end);
    }

    /** Returns whether the attribute of a client is missing or valid. */
    public static boolean isValid(ClientModel api) {
        String value = api.getAttribute(ATTRIBUTE);
        return value == null || value.isEmpty() || parse(value).isPresent();
    }

    /** Ignores an invalid value, which has come past the admin REST API. */
    private static OptionalInt of(ClientModel api) {
        String value = api.getAttribute(ATTRIBUTE);
        if (value == null || value.isEmpty()) {
            return OptionalInt.empty();
        }
        OptionalInt seconds = parse(value);
        if (seconds.isEmpty() && LOGGED.add(api.getId(), value)) {
            LogMessage.NO_MAX_AGE.log(
                    LOG, null, api.getClientId(), api.getRealm().getName(), ATTRIBUTE);
        }
        return seconds;
    }

    static OptionalInt parse(String value) {
        if (!SECONDS.matcher(value).matches()) {
            return OptionalInt.empty();
        }
        int seconds = Integer.parseInt(value);
        return seconds <= MAX_SECONDS ? OptionalInt.of(seconds) : OptionalInt.empty();
    }
}
