package io.apitokens.keycloak.store;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Description;
import io.apitokens.keycloak.token.IdempotencyKey;
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
 * Stores API tokens. Every read is a query and nothing is cached (law 1). Users may be stored in Keycloak or federated.
 * To end an API token, use {@code ApiTokenRevocation}, not this class.
 */
public interface ApiTokenProvider extends Provider {

    /** Returns the store for this request. */
    static ApiTokenProvider of(KeycloakSession session) {
        return session.getProvider(ApiTokenProvider.class);
    }

    /** Returns the counts of API tokens. */
    ApiTokenCounts counts();

    /** Returns the API tokens that scheduled tasks work on. */
    DueApiTokens due();

    /** Returns the rows of sessions. */
    SessionRows sessions();

    /** Returns the removals of rows. */
    ApiTokenRemovals removals();

    /** Generates a secret with the configured prefix. */
    Secret newSecret();

    /** Returns the maximum number of active API tokens of a user. A policy can only lower it. */
    int maxActive();

    /**
     * Stores a new API token.
     *
     * @param key name of the request to mint, or null
     * @throws ApiTokenBusyException if a concurrent request took the label, the slot or the key
     */
    void add(ApiToken token, Secret secret, IdempotencyKey key);

    /** Finds the API token that a request of the user with this key has minted, whether it ended or not. */
    Optional<Repetition> mintedWith(RealmModel realm, UserModel user, IdempotencyKey key);

    /**
     * Finds the API token of a secret, in any realm and state. This is one indexed query, and a second one if the
     * secret is not the current secret of an API token.
     */
    Optional<PresentedSecret> bySecret(Secret secret);

    /** Finds an API token of any user by its id, with one query. */
    Optional<ApiToken> byId(RealmModel realm, String id);

    /** Finds an API token of this user by its id; empty if it belongs to another user. */
    Optional<ApiToken> byId(RealmModel realm, UserModel user, String id);

    /** Returns the search for API tokens of a realm that match a filter. */
    ApiTokenSearch search(RealmModel realm, ApiTokenFilter filter);

    /** Returns the API tokens of a user that are not marked as ended. Some of them may have expired. */
    Stream<ApiToken> notRevoked(RealmModel realm, UserModel user);

    /**
     * Like {@link #notRevoked(RealmModel, UserModel)}, and locks the rows until the transaction ends. The result
     * includes rows that were added while the call waited for the locks.
     *
     * @throws ApiTokenBusyException if the database refused the lock
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

    /** Returns up to {@code max} API tokens of a client that are not marked as ended, by id, after a given id. */
    Stream<ApiToken> notRevoked(ClientModel client, String afterId, int max);

    /**
     * Changes label and description.
     *
     * @return false if the API token was revoked meanwhile
     * @throws ModelDuplicateException if another active API token of the user has the label
     * @throws ApiTokenBusyException if it conflicts with a concurrent request
     */
    boolean relabel(ApiToken token, Label label, Description description);

    /**
     * Replaces the secret.
     *
     * @return the changed API token; empty if it was revoked or rotated meanwhile
     * @throws ApiTokenBusyException if it conflicts with a concurrent request
     */
    Optional<ApiToken> rotate(ApiToken token, SecretChange change);

    /** Finds out whether a remembered rotation of the API token was requested with this key. */
    Optional<Repetition> rotatedWith(ApiToken token, IdempotencyKey key);

    /** Finds out whether the request that replaced this secret had this key. */
    Optional<Repetition> replacedWith(PresentedSecret secret, IdempotencyKey key);

    /** Records that the request uses an API token. The use is written soon, not now. */
    void used(ApiToken token);

    /** Records that the request used a previous secret. The use is written soon, not now. */
    void usedLate(ApiToken token);

    /** Runs many statements in this transaction. No statement may depend on changes that are not flushed yet. */
    void inBulk(Runnable work);

    /**
     * Marks the row as revoked. Of concurrent calls, one succeeds. Only {@code ApiTokenRevocation} may call this.
     *
     * @return false if it was marked before or, if the reason is that it is unused, it was used meanwhile
     * @throws ApiTokenBusyException if it conflicts with a concurrent request
     */
    boolean markRevoked(ApiToken token, Revocation revocation);

    /**
     * Returns the internal ids of the clients of a realm that have an attribute, with any value. Keycloak's own search
     * works only for attributes that a server option lists.
     */
    Stream<String> clientsWithAttribute(RealmModel realm, String attribute);
}
