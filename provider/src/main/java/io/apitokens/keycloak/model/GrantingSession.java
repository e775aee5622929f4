package io.apitokens.keycloak.model;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.services.managers.UserSessionManager;

/**
 * The client session of the OAuth client that had an API token minted at the token endpoint.
 *
 * @param id of the user session that it belongs to, online and offline
 * @param clientId internal id of that client
 */
public record GrantingSession(String id, String clientId) {

    /**
     * Detaches the client from the user session, online and offline. The user stays logged in, and so do other clients.
     *
     * @param granted when the API token was minted, in epoch milliseconds: what the client had of a later login granted
     *     nothing
     * @return how many refresh tokens ended
     */
    int end(KeycloakSession session, RealmModel realm, long granted) {
        Optional<AuthenticatedClientSessionModel> online =
                clientSession(session.sessions().getUserSession(realm, id), granted);
        Optional<AuthenticatedClientSessionModel> offline =
                clientSession(session.sessions().getOfflineUserSession(realm, id), granted);
        int refreshTokens =
                (int) Stream.of(online, offline).filter(Optional::isPresent).count();
        online.ifPresent(TokenManager::detachClientSession);
        offline.ifPresent(found -> {
            UserSessionModel userSession = found.getUserSession();
            ClientModel client = found.getClient();
            new UserSessionManager(session)
                    .removeClientFromOfflineUserSession(realm, userSession, client, userSession.getUser());
        });
        return refreshTokens;
    }

    private Optional<AuthenticatedClientSessionModel> clientSession(UserSessionModel userSession, long granted) {
        return Optional.ofNullable(userSession)
                .map(found -> found.getAuthenticatedClientSessionByClient(clientId))
                .filter(found -> found.getStarted() <= TimeUnit.MILLISECONDS.toSeconds(granted));
    }
}
