package io.apitokens.keycloak.session;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

import jakarta.persistence.PersistenceException;

import io.apitokens.keycloak.event.ApiTokenEvent;
import io.apitokens.keycloak.log.LogMessage;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.DerivedSessionId;
import org.jboss.logging.Logger;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.ModelException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.managers.UserSessionManager;
import org.keycloak.services.util.UserSessionUtil;

/**
 * The user session behind the JWTs and refresh tokens of an API token. Its {@link DerivedSessionId id} follows from the
 * API token's, so that it is found without bookkeeping, and Keycloak's own checks end all that was made from it once it
 * is gone.
 */
public final class DerivedSession {

    /** Authentication method of sessions that stand for an API token, stored or not. */
    public static final String AUTH_METHOD = "api-token";

    private static final int ATTEMPTS = 5;
    private static final Logger LOG = Logger.getLogger(DerivedSession.class);

    private final KeycloakSession session;
    private final ApiToken token;
    private final RealmModel realm;
    private final String id;

    public DerivedSession(KeycloakSession session, ApiToken token) {
        this.session = session;
        this.token = token;
        this.realm = session.realms().getRealm(token.realmId());
        this.id = DerivedSessionId.of(token.id());
    }

    /** Whether a session stands for an API token. Null, which Keycloak has for no session, does not. */
    public static boolean is(UserSessionModel userSession) {
        return userSession != null && AUTH_METHOD.equals(userSession.getAuthMethod());
    }

    /**
     * Makes or renews the session, for a request that stores nothing in it. Changes nothing if it was renewed a moment
     * ago.
     *
     * @return empty if the API token was revoked meanwhile
     * @throws ForeignSessionException if another session has its id: using that session would act as its user
     * @throws ModelException if the session was stored and is not found, for example while a cluster recovers from the
     *     loss of a node
     */
    public Optional<UserSessionModel> open() {
        UserSessionModel found = find().orElse(null);
        if (found != null && DerivedSessionTransaction.isFresh(realm, found)) {
            return Optional.of(found);
        }
        recheckAfterCommit();
        Predicate<DerivedSessionTransaction> creation = stored -> stored.create(address());
        if (found == null) {
            return made(creation);
        }
        return callInNewTransaction(DerivedSessionTransaction::renew) ? Optional.of(found) : made(creation);
    }

    /**
     * Like {@link #open()}, for a request that issues only a JWT to a client. Returns a copy that is stored nowhere,
     * with a session of the client. Keycloak would make the same copy, but only after a query for a stored one.
     *
     * @return empty if the API token was revoked meanwhile
     */
    public Optional<UserSessionModel> openCopy(ClientModel client) {
        return open().map(opened -> UserSessionUtil.createTransientUserSession(session, opened))
                .map(copy -> TransientDerivedSession.of(session, copy, client));
    }

    /**
     * Like {@link #open()}, for a request that stores a session of the client in it.
     *
     * @return empty if the API token was revoked meanwhile
     * @throws ModelException as {@link #open()}, or if the request has seen an earlier session that has ended: Keycloak
     *     would store nothing in the present one, which has the same id
     */
    public Optional<UserSessionModel> openFor(ClientModel client) {
        recheckAfterCommit();
        // First, because a transaction that has seen a session sees it as it was to the end.
        Optional<UserSessionModel> opened = callInNewTransaction(DerivedSessionTransaction::renew)
                ? find()
                : made(stored -> stored.create(address()) && stored.note(client));
        if (find().filter(seen -> !AuthenticationManager.isSessionValid(realm, seen))
                .isPresent()) {
            throw new ModelException("The session of API token " + token.id() + " has ended");
        }
        if (opened.filter(there -> !DerivedSessionTransaction.isNoted(there, client))
                        .isPresent()
                && !callInNewTransaction(stored -> stored.note(client))) {
            inNewTransaction(stored -> stored.detachEarlier(client));
            // All requests of this node may see it at once, and leave out what comes before it.
            inNewTransaction(stored -> stored.note(client));
        }
        return opened;
    }

    /**
     * Ends the tokens of a client for good, after Keycloak has detached the client from the session: if the client
     * comes back within a second, Keycloak would accept its earlier tokens again. Does nothing for a client that is
     * attached.
     *
     * @param claim of a token of the client that was issued in the session that it was detached from
     */
    public static void endDetached(KeycloakSession session, DerivedClaim claim, ClientModel client) {
        of(session, claim)
                .filter(derived -> derived.find()
                        .filter(found -> claim.isOf(found, client))
                        .filter(found -> found.getAuthenticatedClientSessionByClient(client.getId()) == null)
                        .isPresent())
                .ifPresent(derived -> derived.endInstances(Set.of(client.getId())));
    }

    /** The derived session of a token; empty without its API token. */
    public static Optional<DerivedSession> of(KeycloakSession session, DerivedClaim claim) {
        return ApiTokenProvider.of(session)
                .byId(session.getContext().getRealm(), claim.apiTokenId())
                .map(token -> new DerivedSession(session, token));
    }

    /** Internal ids of the clients that have a session in it now. */
    public Set<String> clients() {
        return find().map(found ->
                        Set.copyOf(found.getAuthenticatedClientSessions().keySet()))
                .orElse(Set.of());
    }

    /** Ends the tokens of clients for good, which Keycloak has detached in this request. */
    public void endInstances(Collection<String> clientIds) {
        if (!clientIds.isEmpty()) {
            inNewTransaction(stored -> stored.endInstances(clientIds));
        }
    }

    /** Whether there is one, and a session of the client may be stored with it. No query where it is cached. */
    public boolean mayHold(ClientModel client) {
        return find().filter(found -> AuthenticationManager.isSessionValid(realm, found)
                        && DerivedSessionTransaction.isNoted(found, client))
                .isPresent();
    }

    /** @param creation false where something is there already: of another request, or of an earlier session */
    private Optional<UserSessionModel> made(Predicate<DerivedSessionTransaction> creation) {
        if (!callInNewTransaction(creation)) {
            inNewTransaction(DerivedSessionTransaction::removeExpired);
            inNewTransaction(creation::test);
        }
        AtomicReference<DerivedSessionTransaction.Instance> stored = new AtomicReference<>();
        inNewTransaction(there -> stored.set(there.agreeOnInstance()));
        Optional<UserSessionModel> made =
                Optional.ofNullable(stored.get()).flatMap(instance -> find().map(instance::shownFor));
        if (made.isEmpty() && callInNewTransaction(DerivedSessionTransaction::isWanted)) {
            throw new ModelException("The session of API token " + token.id() + " is not to be found");
        }
        return made;
    }

    private String address() {
        return session.getContext().getConnection().getRemoteHost();
    }

    /**
     * Ends the session once more after this request, if the API token was revoked meanwhile. Keycloak may store
     * sessions after the database transaction of a request, and concurrent requests do not see what the others have not
     * committed. So each request that makes or uses the session or revokes the API token looks again when its own
     * changes are committed; the last of them sees all.
     */
    public void recheckAfterCommit() {
        // After Keycloak's own transaction of the sessions.
        session.sessions();
        KeycloakSessionFactory factory = session.getKeycloakSessionFactory();
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
                DerivedSessionTransaction.inNewTransaction(factory, token, DerivedSessionTransaction::endUnlessWanted);
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
        UserSessionModel offline = Optional.ofNullable(session.sessions().getOfflineUserSession(realm, id))
                .filter(found -> isOf(token, found))
                .orElse(null);
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

    /** Detaches a client from the session, which goes on, and ends its tokens for good. */
    public void logOut(ClientModel client) {
        find().ifPresent(found -> AuthenticationManager.backchannelLogoutUserSessionFromClient(
                session,
                realm,
                found,
                client,
                session.getContext().getUri(),
                session.getContext().getRequestHeaders()));
        endInstances(Set.of(client.getId()));
    }

    /** Finds the session. Never returns a session of a login or of another user, even if it has the same id. */
    public Optional<UserSessionModel> find() {
        return Optional.ofNullable(session.sessions().getUserSession(realm, id)).filter(found -> isOf(token, found));
    }

    /** Whether a session is derived from this API token and belongs to the user of the API token. */
    public static boolean isOf(ApiToken token, UserSessionModel userSession) {
        return is(userSession)
                && DerivedSessionId.of(token.id()).equals(userSession.getId())
                && userSession.getUser() != null
                && token.userId().equals(userSession.getUser().getId());
    }

    /** Reports that another session has the id of this one. */
    private void reportForeign() {
        LogMessage.FOREIGN_SESSION.log(LOG, null, token.id());
        EventBuilder event = new EventBuilder(
                        realm, session, session.getContext().getConnection())
                .event(EventType.UPDATE_CREDENTIAL);
        ApiTokenEvent.describe(event, realm, token)
                .detail(Details.CREDENTIAL_TYPE, ApiTokenEvent.CREDENTIAL_TYPE)
                .session(id)
                .detail(Details.REASON, ForeignSessionException.MESSAGE)
                .error(Errors.NOT_ALLOWED);
    }

    private void inNewTransaction(Consumer<DerivedSessionTransaction> work) {
        callInNewTransaction(stored -> {
            work.accept(stored);
            return true;
        });
    }

    private boolean callInNewTransaction(Predicate<DerivedSessionTransaction> work) {
        try {
            return DerivedSessionTransaction.callInNewTransaction(session.getKeycloakSessionFactory(), token, work);
        } catch (ForeignSessionException e) {
            reportForeign();
            throw e;
        }
    }
}
