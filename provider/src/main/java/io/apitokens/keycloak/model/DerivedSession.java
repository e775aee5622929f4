package io.apitokens.keycloak.model;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import jakarta.persistence.PersistenceException;

import io.apitokens.keycloak.log.LogMessage;
import org.jboss.logging.Logger;
import org.keycloak.common.util.Time;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.ModelException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.UserSessionModel.SessionPersistenceState;
import org.keycloak.models.session.UserSessionPersisterProvider;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.managers.UserSessionManager;

/**
 * The user session behind the JWTs and refresh tokens of an API token. Its id is the API token's, so that it is found
 * without bookkeeping, and Keycloak's own checks end all that was made from it once it is gone.
 */
public final class DerivedSession {

    /** Authentication method of sessions that stand for an API token, stored or not. */
    public static final String AUTH_METHOD = "api-token";

    private static final int ATTEMPTS = 5;
    private static final long RENEWAL_INTERVAL = TimeUnit.MINUTES.toSeconds(1);
    private static final Logger LOG = Logger.getLogger(DerivedSession.class);

    private final KeycloakSession session;
    private final ApiToken token;
    private final RealmModel realm;

    public DerivedSession(KeycloakSession session, ApiToken token) {
        this.session = session;
        this.token = token;
        this.realm = session.realms().getRealm(token.realmId());
    }

    /** Whether a session stands for an API token. Null, which Keycloak has for no session, does not. */
    public static boolean is(UserSessionModel userSession) {
        return userSession != null && AUTH_METHOD.equals(userSession.getAuthMethod());
    }

    /**
     * The session of a JWT of the realm, if it stands for an API token.
     *
     * @param jwt anything, or null
     */
    public static Optional<UserSessionModel> of(KeycloakSession session, String jwt) {
        RealmModel realm = session.getContext().getRealm();
        return Optional.ofNullable(jwt)
                .map(token -> session.tokens().decode(token, AccessToken.class))
                .map(AccessToken::getSessionId)
                .map(id -> session.sessions().getUserSession(realm, id))
                .filter(DerivedSession::is);
    }

    /**
     * The session, made or renewed where need be. It is made in a transaction of its own, so that requests that race
     * share it and Keycloak can attach sessions of clients to it that live for a request. Who only looks at one that
     * was renewed a moment ago changes nothing, and has nothing to leave behind.
     *
     * @param stores whether something is going to be stored with it
     * @return empty where the API token was revoked meanwhile
     * @throws ModelException where it was stored and is not found, as while a cluster gets over the loss of a node
     */
    public Optional<UserSessionModel> open(boolean stores) {
        UserSessionModel found = find().orElse(null);
        if (found != null && isFresh(found) && !stores) {
            return Optional.of(found);
        }
        String address = session.getContext().getConnection().getRemoteHost();
        if (found == null) {
            apart(DerivedSession::removeExpired);
            apart(derived -> derived.create(address));
            found = find().orElse(null);
            if (found == null
                    && KeycloakModelUtils.runJobInTransactionWithResult(
                            factory(), own -> new DerivedSession(own, token).isWanted())) {
                throw new ModelException("The session of API token " + token.id() + " is not to be found");
            }
        } else {
            if (!stores) {
                // Keycloak goes on with a copy of the session, and forgets what this request has changed of it.
                apart(derived -> derived.renew(address));
            }
            renew(found, address);
        }
        leaveNothingBehind();
        return Optional.ofNullable(found);
    }

    /**
     * Keycloak stores sessions after the database transaction of a request, and neither of two requests that race sees
     * what the other has not committed. So whoever made or used the session, and whoever revoked the API token, looks
     * once more when all of its own is committed; whichever is last finds both.
     */
    public void leaveNothingBehind() {
        // After Keycloak's own transaction of the sessions.
        session.sessions();
        KeycloakSessionFactory factory = factory();
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                lookAgain(factory);
            }

            /** The session itself was made in a transaction of its own. */
            @Override
            protected void rollbackImpl() {
                commitImpl();
            }
        });
    }

    /** Of several that remove a session at the same time, Keycloak's store lets one through and fails the others. */
    private void lookAgain(KeycloakSessionFactory factory) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                KeycloakModelUtils.runJobInTransaction(factory, own -> new DerivedSession(own, token).endWithToken());
                return;
            } catch (ModelException | PersistenceException e) {
                LOG.debugf(e, "Attempt %d to remove what is left of API token %s", attempt, token.id());
            }
        }
        LogMessage.SESSION_LEFT.log(LOG, null, token.id());
    }

    /**
     * Removes the session, online and offline.
     *
     * @return how many refresh tokens ended: one for each client that had one
     */
    public int end() {
        UserSessionModel online = find().orElse(null);
        UserSessionModel offline = session.sessions().getOfflineUserSession(realm, token.id());
        int refreshTokens = Stream.of(Optional.ofNullable(online), Optional.ofNullable(offline))
                .flatMap(Optional::stream)
                .mapToInt(found -> found.getAuthenticatedClientSessions().size())
                .sum();
        if (online != null) {
            session.sessions().removeUserSession(realm, online);
        }
        if (offline != null) {
            new UserSessionManager(session).revokeOfflineUserSession(offline);
        }
        return refreshTokens;
    }

    /** Long before it would end because nobody used it. */
    private boolean isFresh(UserSessionModel found) {
        long interval = Math.min(RENEWAL_INTERVAL, realm.getSsoSessionIdleTimeout() / 4);
        return Time.currentTime() - found.getLastSessionRefresh() < interval
                && AuthenticationManager.isSessionValid(realm, found);
    }

    private void apart(Consumer<DerivedSession> work) {
        KeycloakModelUtils.runJobInTransaction(factory(), own -> work.accept(new DerivedSession(own, token)));
    }

    /** What has expired is in the database for some minutes, and Keycloak refuses to make another one of its id. */
    private void removeExpired() {
        session.getContext().setRealm(realm);
        ApiTokenProvider.of(session).lockSession(token);
        UserSessionPersisterProvider stored = session.getProvider(UserSessionPersisterProvider.class);
        UserSessionModel found = stored.loadUserSession(realm, token.id(), false);
        if (found != null && !AuthenticationManager.isSessionValid(realm, found)) {
            stored.removeUserSession(token.id(), false);
        }
    }

    private void create(String address) {
        session.getContext().setRealm(realm);
        UserModel user = session.users().getUserById(realm, token.userId());
        if (user == null) {
            // Removed meanwhile.
            return;
        }
        session.sessions()
                .createUserSession(
                        token.id(),
                        realm,
                        user,
                        user.getUsername(),
                        address,
                        AUTH_METHOD,
                        false,
                        null,
                        null,
                        SessionPersistenceState.PERSISTENT);
    }

    private void renew(String address) {
        session.getContext().setRealm(realm);
        find().filter(found -> !isFresh(found)).ifPresent(found -> renew(found, address));
    }

    private void renew(UserSessionModel found, String address) {
        if (AuthenticationManager.isSessionValid(realm, found)) {
            found.setLastSessionRefresh(Time.currentTime());
        } else {
            UserModel user = found.getUser();
            found.restartSession(realm, user, user.getUsername(), address, AUTH_METHOD, false, null, null);
        }
    }

    private void endWithToken() {
        if (realm == null) {
            // Removed, and all of its sessions with it.
            return;
        }
        session.getContext().setRealm(realm);
        if (!isWanted()) {
            end();
            // The session of a client that was stored after the user session it belongs to had been removed.
            session.getProvider(UserSessionPersisterProvider.class).removeUserSession(token.id(), false);
        }
    }

    private boolean isWanted() {
        return realm != null
                && ApiTokenProvider.of(session)
                        .byId(realm, token.id())
                        .filter(stored -> stored.revocation() == null)
                        .isPresent();
    }

    /** The session, if there is one. */
    public Optional<UserSessionModel> find() {
        return Optional.ofNullable(session.sessions().getUserSession(realm, token.id()));
    }

    private KeycloakSessionFactory factory() {
        return session.getKeycloakSessionFactory();
    }
}
