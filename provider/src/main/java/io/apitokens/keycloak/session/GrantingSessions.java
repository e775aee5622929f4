package io.apitokens.keycloak.session;

import java.util.Optional;
import java.util.stream.Stream;

import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.GrantingSession;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.services.managers.UserSessionManager;

/** Ends the {@link GrantingSession}s of API tokens. */
public record GrantingSessions(KeycloakSession session, RealmModel realm) {

    /**
     * Detaches the client from the user session, online and offline. The user and other clients stay logged in. A
     * client session of a later login stays too: it did not grant the API token.
     *
     * @return how many refresh tokens ended
     */
    public int end(ApiToken token) {
        GrantingSession granting = token.grantingSession();
        if (granting == null) {
            return 0;
        }
        String id = granting.id();
        Optional<AuthenticatedClientSessionModel> online =
                clientSession(token, session.sessions().getUserSession(realm, id));
        Optional<AuthenticatedClientSessionModel> offline =
                clientSession(token, session.sessions().getOfflineUserSession(realm, id));
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

    private static Optional<AuthenticatedClientSessionModel> clientSession(
            ApiToken token, UserSessionModel userSession) {
        return Optional.ofNullable(userSession)
                .map(found -> found.getAuthenticatedClientSessionByClient(
                        token.grantingSession().clientId()))
                .filter(found -> found.getStarted() <= token.createdSeconds());
    }
}
