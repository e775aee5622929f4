package io.apitokens.keycloak.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Description;
import io.apitokens.keycloak.token.Label;
import io.apitokens.keycloak.token.Revocation;
import io.apitokens.keycloak.token.Secret;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.provider.Provider;

/**
 * The store of API tokens, and the truth about them: every read is a query, nothing is cached. Stored and federated
 * users are alike to it. Ending a token is not its business but that of {@code ApiTokenRevocation}.
 */
public interface ApiTokenProvider extends Provider {

    /** The store of this request. */
    static ApiTokenProvider of(KeycloakSession session) {
        return session.getProvider(ApiTokenProvider.class);
    }

    /** A fresh secret with the configured prefix. */
    Secret newSecret();

    /** How many active API tokens a user may have, whatever a policy says. */
    int maxActive();

    /**
     * @throws ApiTokenBusyException where another request was in the way, and took the label or the slot
     */
    void add(ApiToken token, Secret secret);

    /**
     * The API token of a secret, in whatever realm and state it is: one indexed query, and another one for a secret
     * that is none or was replaced.
     */
    Optional<PresentedSecret> bySecret(Secret secret);

    /** The API token with an id, whoever's it is: one query. */
    Optional<ApiToken> byId(RealmModel realm, String id);

    /** Empty where this user has no such API token, whoever else may have it. */
    Optional<ApiToken> byId(RealmModel realm, UserModel user, String id);

    /** One page of those that a filter finds. */
    Stream<ApiToken> search(RealmModel realm, ApiTokenFilter filter, ApiTokenFilter.Page page);

    /** Up to {@code max} of those that a filter finds, oldest first, beginning after a given one, or null. */
    Stream<ApiToken> next(RealmModel realm, ApiTokenFilter filter, ApiToken last, int max);

    /**
     * Whose the API tokens are that a filter finds, if it finds those of some users: an id of a user for each of them.
     *
     * @param max how many to look for
     */
    List<String> owners(RealmModel realm, ApiTokenFilter filter, int max);

    /** How many there are of each kind in a realm, by client: it takes the longer, the more there are. */
    List<ApiTokenSummary.OfClient> summary(RealmModel realm);

    /** Counts the same in all realms at once, and keeps it. */
    void takeSummaries();

    /** When that was, in epoch milliseconds; empty where nothing is kept. */
    Optional<Long> summariesTaken();

    /** What was counted last in a realm; empty where there was nothing. */
    Optional<ApiTokenSummary> takenSummary(RealmModel realm);

    /** How many active API tokens each realm had when they were counted last, by its id. */
    Map<String, Long> takenActive();

    /** How many a filter finds, counted no further than a limit. */
    int count(RealmModel realm, ApiTokenFilter filter, int limit);

    /** The API tokens of the user that no revocation has ended, those that have expired included. */
    Stream<ApiToken> notRevoked(RealmModel realm, UserModel user);

    /**
     * Like {@link #notRevoked(RealmModel, UserModel)}, with the rows locked until the transaction ends, and with what
     * others added while this call waited for them.
     *
     * @throws ApiTokenBusyException where the database would not let it wait
     */
    List<ApiToken> lockNotRevoked(RealmModel realm, UserModel user);

    /**
     * Locks the consent of a user to a client until the transaction ends. A withdrawal waits for it, and then finds the
     * API token that this transaction has added.
     *
     * @return false if there is no consent, whatever caches say
     * @throws ApiTokenBusyException if the database refused the lock
     */
    boolean lockConsent(UserModel user, ClientModel client);

    /** Up to {@code max} API tokens of the client that no revocation has ended, by id, beginning after a given one. */
    Stream<ApiToken> notRevoked(ClientModel client, String afterId, int max);

    /**
     * Changes label and description.
     *
     * @return false where the API token was revoked meanwhile
     * @throws ModelDuplicateException where another active API token of the user has the label
     * @throws ApiTokenBusyException where another request was in the way
     */
    boolean relabel(ApiToken token, Label label, Description description);

    /**
     * Replaces the secret.
     *
     * @param graceEnds epoch milliseconds until which the secret before counts as well, or null
     * @return the API token as it is now; empty where it was revoked or rotated meanwhile
     * @throws ApiTokenBusyException where another request was in the way
     */
    Optional<ApiToken> rotate(ApiToken token, Secret secret, Long graceEnds);

    /** Remembers that the request uses an API token. It is written soon, not now. */
    void used(ApiToken token);

    /** Remembers that the request came with a secret that does not count any more. Written soon, not now. */
    void usedLate(ApiToken token);

    /** Up to {@code max} API tokens, in all realms, that have expired by a time and that nobody has ended yet. */
    Stream<ApiToken> expired(long now, int max);

    /** Up to {@code max} API tokens of a realm that nobody has ended and nobody used since a time. */
    Stream<ApiToken> unused(RealmModel realm, long since, int max);

    /** Up to {@code max} API tokens of a client that nobody has ended and nobody used since a time. */
    Stream<ApiToken> unused(ClientModel client, long since, int max);

    /**
     * Up to {@code max} API tokens, in all realms, whose users are to be told by a time that they expire, and have not
     * been told.
     *
     * @param now epoch milliseconds
     */
    Stream<ApiToken> expiring(long now, int max);

    /**
     * Puts off a notice of the expiry, so that nobody else sends the same one.
     *
     * @param now by when it is due, in epoch milliseconds
     * @param until when it is to be sent again if nobody has marked it by then, in epoch milliseconds
     * @return false where it is not due any more
     */
    boolean putOffNotice(ApiToken token, long now, long until);

    /** Remembers that the user was told of the expiry. */
    void markTold(ApiToken token);

    /**
     * Up to {@code max} API tokens, in all realms, that a revocation ended between two times and of which the database
     * has a session, be it the derived or the granting one.
     */
    Stream<ApiToken> endedWithSession(long after, long until, int max);

    /**
     * Locks the derived session in the database until the transaction ends, and loads it as others have committed it.
     *
     * @return whether there is one
     */
    boolean lockSession(ApiToken token);

    /** Does much in this transaction at once: no statement of it may depend on changes that are not written yet. */
    void inBulk(Runnable work);

    /** Forgets the granting session of an API token that has ended: nothing of it is left that came with the token. */
    void forgetGrantingSession(ApiToken token);

    /**
     * Up to {@code max} API tokens of a realm that nobody has ended and whose users Keycloak has not stored, nor any
     * user storage of the realm: there are ways to remove many users of which Keycloak tells nobody.
     */
    Stream<ApiToken> ownerless(RealmModel realm, int max);

    /**
     * Removes up to {@code max} rows of a realm that ended before a time.
     *
     * @return how many there were
     */
    int removeEnded(RealmModel realm, long before, int max);

    /**
     * Removes up to {@code max} rows of a client that ended before a time.
     *
     * @return how many there were
     */
    int removeEnded(ClientModel client, long before, int max);

    /**
     * Marks the row, once: of several that race, one wins. For {@code ApiTokenRevocation} alone.
     *
     * @return false where it was marked before or, of one that shall end unused, was used meanwhile
     * @throws ApiTokenBusyException where another request was in the way
     */
    boolean markRevoked(ApiToken token, Revocation revocation);

    /**
     * Internal ids of the clients of a realm that have an attribute, whatever its value. Keycloak's own search wants
     * the attribute listed in a server option.
     */
    Stream<String> clientsWithAttribute(RealmModel realm, String attribute);

    /** Removes the row of an API token. */
    void remove(ApiToken token);

    /** Removes the rows of a user, whatever their state. */
    void remove(RealmModel realm, UserModel user);

    /** Removes the rows of a client, whatever their state. */
    void remove(ClientModel client);

    /** Removes the rows of a realm, whatever their state. */
    void remove(RealmModel realm);
}
