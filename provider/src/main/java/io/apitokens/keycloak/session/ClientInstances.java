package io.apitokens.keycloak.session;

import java.util.Collection;
import java.util.Optional;

import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Steps 4 and 5 of the protocol of the derived session. A client that gets a session in the derived session has an
 * instance there, and a note in the derived session has the id of the instance.
 */
final class ClientInstances {

    private static final String NOTE = DerivedSession.AUTH_METHOD + ".client.";
    private static final String FIRST = "1";

    private ClientInstances() {}

    /** Returns the id of the instance that a client has in a derived session; null if the client has had none. */
    static String idOf(UserSessionModel derived, ClientModel client) {
        return derived.getNote(noteOf(client.getId()));
    }

    /** Returns whether the derived session may have a session of the client. */
    static boolean isNoted(UserSessionModel derived, ClientModel client) {
        return idOf(derived, client) != null;
    }

    /**
     * Notes a client in the session, if there is one.
     *
     * @return false if a client session of an earlier session must be {@linkplain #detachEarlier detached} first
     */
    static boolean note(DerivedSessionTransaction transaction, ClientModel client) {
        UserSessionModel found = transaction.find();
        if (earlier(found, client).isPresent()) {
            return false;
        }
        if (found != null && !isNoted(found, client)) {
            // Concurrent requests note the same value.
            found.setNote(noteOf(client.getId()), FIRST);
        }
        return true;
    }

    /** Detaches a client session that Keycloak has kept from an earlier session of the same id. */
    static void detachEarlier(DerivedSessionTransaction transaction, ClientModel client) {
        transaction.lock();
        earlier(transaction.find(), client).ifPresent(AuthenticatedClientSessionModel::detachFromUserSession);
    }

    private static Optional<AuthenticatedClientSessionModel> earlier(UserSessionModel found, ClientModel client) {
        return Optional.ofNullable(found)
                .map(there -> there.getAuthenticatedClientSessionByClient(client.getId()))
                .filter(clientSession -> clientSession.getUserSessionStarted() < found.getStarted());
    }

    /** Gives clients new instances, so that tokens of the earlier instances end for good. */
    static void replace(DerivedSessionTransaction transaction, Collection<String> clientIds) {
        UserSessionModel found = transaction.find();
        if (found != null) {
            clientIds.forEach(clientId -> found.setNote(noteOf(clientId), KeycloakModelUtils.generateId()));
        }
    }

    private static String noteOf(String clientId) {
        return NOTE + clientId;
    }
}
