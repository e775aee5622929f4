package io.apitokens.keycloak.token;

import java.util.concurrent.TimeUnit;

import org.keycloak.common.util.Time;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;

/**
 * A use of an API token.
 *
 * @param at epoch milliseconds, at the start of a minute
 * @param address IP address of the API that introspected it, or of the client that exchanged it
 * @param clientId internal id of that client; null if the API token was used at Keycloak itself
 */
public record TokenUse(long at, String address, String clientId) {

    private static final long RESOLUTION = TimeUnit.MINUTES.toMillis(1);
    private static final int MAX_ADDRESS_LENGTH = 64;

    /** Returns the use by the current request. */
    public static TokenUse now(KeycloakSession session) {
        String address = session.getContext().getConnection().getRemoteHost();
        ClientModel client = session.getContext().getClient();
        return new TokenUse(
                thisMinute(),
                address.length() > MAX_ADDRESS_LENGTH ? address.substring(0, MAX_ADDRESS_LENGTH) : address,
                client == null ? null : client.getId());
    }

    /** Returns whether a use now is in a later minute than an earlier use. True if there is no earlier one. */
    public static boolean isNews(TokenUse earlier) {
        return earlier == null || thisMinute() > earlier.at;
    }

    private static long thisMinute() {
        long now = Time.currentTimeMillis();
        return now - now % RESOLUTION;
    }
}
