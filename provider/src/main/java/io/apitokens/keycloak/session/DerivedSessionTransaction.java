package io.apitokens.keycloak.session;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.DerivedSessionId;
import org.keycloak.common.Profile;
import org.keycloak.common.util.Time;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.UserSessionModel.SessionPersistenceState;
import org.keycloak.models.session.UserSessionPersisterProvider;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.SessionExpirationUtils;
import org.keycloak.models.utils.UserSessionModelDelegate;
import org.keycloak.services.managers.AuthenticationManager;

/**
 * Runs each session change in its own transaction, so that concurrent requests share the stored session and changes
 * survive even where Keycloak works on a transient copy.
 */
final class DerivedSessionTransaction {

    private static final int RENEWAL_SECONDS = 60;
    private static final String INSTANCE = DerivedSession.AUTH_METHOD + ".instance";
    private static final String CLIENT = DerivedSession.AUTH_METHOD + ".client.";
    private static final String FIRST = "1";

    private final KeycloakSession session;
    private final ApiToken token;
    private final RealmModel realm;
    private final String id;

    private DerivedSessionTransaction(KeycloakSession session, ApiToken token, RealmModel realm) {
        this.session = session;
        this.token = token;
        this.realm = realm;
        this.id = DerivedSessionId.of(token.id());
    }

    /** Nothing is done where the realm was removed meanwhile, and all of its sessions with it. */
    static void inNewTransaction(
            KeycloakSessionFactory factory, ApiToken token, Consumer<DerivedSessionTransaction> work) {
        callInNewTransaction(factory, token, stored -> {
            work.accept(stored);
            return true;
        });
    }

    static boolean callInNewTransaction(
            KeycloakSessionFactory factory, ApiToken token, Predicate<DerivedSessionTransaction> work) {
        return KeycloakModelUtils.runJobInTransactionWithResult(factory, own -> {
            RealmModel realm = own.realms().getRealm(token.realmId());
            if (realm == null) {
                return false;
            }
            own.getContext().setRealm(realm);
            return work.test(new DerivedSessionTransaction(own, token, realm));
        });
    }

    /** Whether it was renewed a moment ago, long before it would end because nobody uses it. */
    static boolean isFresh(RealmModel realm, UserSessionModel found) {
        int interval =
                Math.max(1, Math.min(RENEWAL_SECONDS, SessionExpirationUtils.getSsoSessionIdleTimeout(realm) / 4));
        return Time.currentTime() - found.getLastSessionRefresh() < interval
                && AuthenticationManager.isSessionValid(realm, found);
    }

    /** @return false where there is none that goes on */
    boolean renew() {
        UserSessionModel found = find();
        if (!AuthenticationManager.isSessionValid(realm, found)) {
            return false;
        }
        if (isFresh(realm, found)) {
            return true;
        }
        if (isKeptInDatabase() && !ApiTokenProvider.of(session).lockSession(token)) {
            // It was cached before a node crashed that would have stored it. Refresh tokens in it would end with the
            // cache.
            session.sessions().removeUserSession(realm, found);
            return false;
        }
        found.setLastSessionRefresh(Time.currentTime());
        return true;
    }

    /** What has expired is in the database for some minutes, and Keycloak refuses to make another one of its id. */
    void removeExpired() {
        boolean isStored = ApiTokenProvider.of(session).lockSession(token);
        UserSessionPersisterProvider database = session.getProvider(UserSessionPersisterProvider.class);
        UserSessionModel cached = find();
        UserSessionModel found =
                cached == null && isStored ? requireOwn(database.loadUserSession(realm, id, false)) : cached;
        if (found == null || AuthenticationManager.isSessionValid(realm, found)) {
            return;
        }
        if (cached != null) {
            session.sessions().removeUserSession(realm, cached);
        }
        if (isStored) {
            database.removeUserSession(id, false);
        }
        // As Keycloak does, had it come first.
        new EventBuilder(realm, session)
                .event(EventType.USER_SESSION_DELETED)
                .user(token.userId())
                .session(id)
                .detail(Details.REASON, Details.USER_SESSION_EXPIRED_REASON)
                .success();
    }

    /**
     * Makes one, unless its user was removed.
     *
     * @return false where there is one, which may have expired
     */
    boolean create(String address) {
        if (find() != null || isInDatabase()) {
            return false;
        }
        UserModel user = session.users().getUserById(realm, token.userId());
        if (user != null) {
            session.sessions()
                    .createUserSession(
                            id,
                            realm,
                            user,
                            user.getUsername(),
                            address,
                            DerivedSession.AUTH_METHOD,
                            false,
                            KeycloakModelUtils.generateId(),
                            null,
                            SessionPersistenceState.PERSISTENT);
        }
        return true;
    }

    /**
     * Identifies one derived session among those that an API token has had. A session that is made again within a
     * second has the same id and start, and Keycloak would accept tokens of the session before.
     *
     * <p>The instance is the broker session id, which derived sessions need for nothing else: of concurrent creations,
     * the first one decides. A note corrects it if cache and database have seen them in another order.
     *
     * @return null if the session is not derived
     */
    static String instance(UserSessionModel derived) {
        String corrected = derived.getNote(INSTANCE);
        return corrected == null ? derived.getBrokerSessionId() : corrected;
    }

    /**
     * Makes cache and database agree on the instance, if concurrent creations have reached them in another order.
     *
     * @return null without a session
     */
    Instance agreeOnInstance() {
        UserSessionModel found = find();
        if (found == null) {
            return null;
        }
        UserSessionModel stored = isKeptInDatabase()
                ? session.getProvider(UserSessionPersisterProvider.class).loadUserSession(realm, id, false)
                : null;
        if (stored != null && !Objects.equals(stored.getBrokerSessionId(), instance(found))) {
            found.setNote(INSTANCE, stored.getBrokerSessionId());
        }
        return new Instance(instance(found), found.getStarted());
    }

    /**
     * A derived session as it is now.
     *
     * @param started in epoch seconds
     */
    record Instance(String instance, int started) {

        /** The session for a request that may have seen an earlier one, which Keycloak shows until the request ends. */
        UserSessionModel shownFor(UserSessionModel seen) {
            if (instance.equals(DerivedSessionTransaction.instance(seen))) {
                return seen;
            }
            return new UserSessionModelDelegate(seen) {
                /** Keycloak bounds the expiry of a JWT by it. */
                @Override
                public int getStarted() {
                    return started;
                }

                @Override
                public String getBrokerSessionId() {
                    return instance;
                }

                @Override
                public String getNote(String name) {
                    return getNotes().get(name);
                }

                /** The notes of the earlier session do not belong to this one. */
                @Override
                public Map<String, String> getNotes() {
                    return Map.of();
                }
            };
        }
    }

    /** Identifies one session of a client in a derived session; null if there was none yet. */
    static String instance(UserSessionModel derived, ClientModel client) {
        return derived.getNote(nameOf(client));
    }

    /** Ends the tokens of clients for good: the next sessions of these clients are other instances. */
    void endInstances(Collection<String> clientIds) {
        UserSessionModel found = find();
        if (found != null) {
            clientIds.forEach(clientId -> found.setNote(CLIENT + clientId, KeycloakModelUtils.generateId()));
        }
    }

    /** Keycloak may have kept a client's session in one of the same id that has expired, and would go on with it. */
    void detachEarlier(ClientModel client) {
        ApiTokenProvider.of(session).lockSession(token);
        earlier(find(), client).ifPresent(AuthenticatedClientSessionModel::detachFromUserSession);
    }

    /** @return false where one of an earlier session is to be detached before */
    boolean note(ClientModel client) {
        UserSessionModel found = find();
        if (earlier(found, client).isPresent()) {
            return false;
        }
        if (found != null && !isNoted(found, client)) {
            // The same for concurrent requests.
            found.setNote(nameOf(client), FIRST);
        }
        return true;
    }

    private static Optional<AuthenticatedClientSessionModel> earlier(UserSessionModel found, ClientModel client) {
        return Optional.ofNullable(found)
                .map(there -> there.getAuthenticatedClientSessionByClient(client.getId()))
                .filter(clientSession -> clientSession.getUserSessionStarted() < found.getStarted());
    }

    /**
     * Whether a session of the client may be there. Keycloak would ask the database each time for one that is not; so
     * none is stored before it is noted.
     */
    static boolean isNoted(UserSessionModel found, ClientModel client) {
        return instance(found, client) != null;
    }

    private static String nameOf(ClientModel client) {
        return CLIENT + client.getId();
    }

    void endUnlessWanted() {
        if (isWanted()) {
            return;
        }
        new DerivedSession(session, token).end();
        UserSessionPersisterProvider database = session.getProvider(UserSessionPersisterProvider.class);
        UserSessionModel stored = database.loadUserSession(realm, id, false);
        if (stored == null || stored.getUser() == null || DerivedSession.isOf(token, stored)) {
            // The session of a client that was stored after the user session it belongs to had been removed.
            database.removeUserSession(id, false);
        }
        // A refresh on another node may have taken it from the database into the cache before it was removed there.
        new GrantingSessions(session, realm).end(token);
    }

    boolean isWanted() {
        return ApiTokenProvider.of(session)
                .byId(realm, token.id())
                .filter(stored -> stored.revocation() == null)
                .isPresent();
    }

    /** Valid or not. */
    private boolean isInDatabase() {
        return isKeptInDatabase()
                && session.getProvider(UserSessionPersisterProvider.class).loadUserSession(realm, id, false) != null;
    }

    private static boolean isKeptInDatabase() {
        return Profile.isFeatureEnabled(Profile.Feature.PERSISTENT_USER_SESSIONS);
    }

    /** @throws ForeignSessionException if another session has the id: nothing may change or use it */
    private UserSessionModel find() {
        return requireOwn(session.sessions().getUserSession(realm, id));
    }

    private UserSessionModel requireOwn(UserSessionModel found) {
        if (found != null && found.getUser() != null && !DerivedSession.isOf(token, found)) {
            throw new ForeignSessionException();
        }
        return found;
    }
}
