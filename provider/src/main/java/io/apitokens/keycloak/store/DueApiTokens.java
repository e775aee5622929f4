package io.apitokens.keycloak.store;

import java.util.stream.Stream;

import io.apitokens.keycloak.token.ApiToken;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

/** The API tokens that scheduled tasks work on. Times are epoch milliseconds; {@code max} limits each result. */
public interface DueApiTokens {

    /** Returns API tokens of all realms that have expired and are not yet marked as ended. */
    Stream<ApiToken> expired(long now, int max);

    /** Returns API tokens of a realm that have not ended, and were neither minted nor used since a time. */
    Stream<ApiToken> unused(RealmModel realm, long since, int max);

    /** Returns API tokens of a client that have not ended, and were neither minted nor used since a time. */
    Stream<ApiToken> unused(ClientModel client, long since, int max);

    /** Returns API tokens of all realms whose notice of the expiry is due. */
    Stream<ApiToken> expiring(long now, int max);

    /**
     * Postpones a notice of the expiry, so that no other node sends it too.
     *
     * @param until when to send the notice again, unless it is marked as sent by then
     * @return false if it is no longer due
     */
    boolean putOffNotice(ApiToken token, long now, long until);

    /** Marks the notice of the expiry as sent. */
    void markTold(ApiToken token);

    /** Returns API tokens of all realms that ended in a period and still have a derived or granting session. */
    Stream<ApiToken> endedWithSession(long after, long until, int max);

    /**
     * Returns API tokens of a realm that have not ended and whose user is neither stored in Keycloak nor in a user
     * storage of the realm. Keycloak sends no event if it removes many users at once.
     */
    Stream<ApiToken> ownerless(RealmModel realm, int max);

    /** Removes rows of a realm that ended before a time. Returns their number. */
    int removeEnded(RealmModel realm, long before, int max);

    /** Removes rows of a client that ended before a time. Returns their number. */
    int removeEnded(ClientModel client, long before, int max);
}
