package io.apitokens.keycloak.session;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.DerivedSessionId;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.managers.UserSessionManager;
import org.keycloak.services.util.UserSessionUtil;

/**
 * The user session of the JWTs and refresh tokens of an API token. Its {@link DerivedSessionId id} follows from the id
 * of the API token, so that no record of it is necessary. When it ends, Keycloak's own checks reject all its tokens.
 *
 * <p>The protocol of the derived session in {@code docs/architecture.md} explains in numbered steps how concurrent
 * requests share it.
 */
public final class DerivedSession {

    /** Authentication method of sessions that stand for an API token, stored or not. */
    public static final String AUTH_METHOD = "api-token";

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

    /** Returns the derived session that a token names; empty if its API token does not exist. */
    public static Optional<DerivedSession> of(KeycloakSession session, DerivedClaim claim) {
        return ApiTokenProvider.of(session)
                .byId(session.getContext().getRealm(), claim.apiTokenId())
                .map(token -> new DerivedSession(session, token));
    }

    /**
     * Returns whether a session stands for an API token.
     *
     * @param userSession null stands for none
     */
    public static boolean is(UserSessionModel userSession) {
        return userSession != null && AUTH_METHOD.equals(userSession.getAuthMethod());
    }

    /** Returns whether a session is derived from this API token and belongs to the user of the API token. */
    public static boolean isOf(ApiToken token, UserSessionModel userSession) {
        return is(userSession)
                && DerivedSessionId.of(token.id()).equals(userSession.getId())
                && userSession.getUser() != null
                && token.userId().equals(userSession.getUser().getId());
    }

    /** Finds the session. Never returns a session of a login or of another user, even if it has the same id. */
    public Optional<UserSessionModel> find() {
        return Optional.ofNullable(session.sessions().getUserSession(realm, id)).filter(found -> isOf(token, found));
    }

    /** Returns the internal ids of the clients that have a session in it now. */
    public Set<String> clients() {
        return find().map(found ->
                        Set.copyOf(found.getAuthenticatedClientSessions().keySet()))
                .orElse(Set.of());
    }

    /**
     * Returns whether the session exists and may hold a session of the client. Makes no query if the session is cached.
     */
    public boolean mayHold(ClientModel client) {
        return find().filter(found ->
                        AuthenticationManager.isSessionValid(realm, found) && ClientInstances.isNoted(found, client))
                .isPresent();
    }

    /**
     * Creates or renews the session, for a request that stores no client session in it. Changes nothing if the session
     * was renewed a moment ago.
     *
     * @return empty if the API token was revoked meanwhile
     * @throws ForeignSessionException if another session has its id: a request that used it would act as its user
     * @throws ModelException if the stored session cannot be found, for example while a cluster recovers from the loss
     *     of a node, or if other requests take too long to create it
     */
    public Optional<UserSessionModel> open() {
        return opening().open();
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
     * Like {@link #open()}, for a request that stores a client session in it.
     *
     * @return empty if the API token was revoked meanwhile
     * @throws ModelException like {@link #open()}, or if the request has read an earlier session that has ended
     */
    public Optional<UserSessionModel> openFor(ClientModel client) {
        return opening().openFor(client);
    }

    private SessionOpening opening() {
        return new SessionOpening(session, this, token, realm);
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

    /** Ends the session after this request if the API token is revoked by then: step 7 of the protocol. */
    public void recheckAfterCommit() {
        SessionRecheck.enlist(session, token);
    }

    /** Detaches a client from the session, and ends its tokens for good. The session continues. */
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

    /** Ends for good the tokens of clients that Keycloak has detached in this request: step 5 of the protocol. */
    public void endInstances(Collection<String> clientIds) {
        if (!clientIds.isEmpty()) {
            new DerivedSessionChanges(session, token)
                    .run(transaction -> ClientInstances.replace(transaction, clientIds));
        }
    }

    /**
     * Ends for good the tokens of a client if Keycloak has detached the client from the session: step 5 of the
     * protocol.
     *
     * @param claim of a token of the client; does nothing if it was issued in an earlier instance
     */
    public static void endDetached(KeycloakSession session, DerivedClaim claim, ClientModel client) {
        of(session, claim)
                .filter(derived -> derived.find()
                        .filter(found -> claim.isOf(found, client))
                        .filter(found -> found.getAuthenticatedClientSessionByClient(client.getId()) == null)
                        .isPresent())
                .ifPresent(derived -> derived.endInstances(Set.of(client.getId())));
    }
}
