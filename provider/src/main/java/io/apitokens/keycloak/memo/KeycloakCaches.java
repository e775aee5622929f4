package io.apitokens.keycloak.memo;

import java.util.Optional;
import java.util.concurrent.ConcurrentMap;

import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.cache.CacheRealmProvider;
import org.keycloak.models.cache.infinispan.ClientAdapter;
import org.keycloak.models.cache.infinispan.RealmAdapter;
import org.keycloak.models.cache.infinispan.UserAdapter;
import org.keycloak.storage.StorageId;

/**
 * Keycloak's caches of realms and users, as one request sees them. These classes are no SPI. If one of them changes, a
 * method or the class itself fails with a {@link LinkageError}.
 */
final class KeycloakCaches {

    private static final String KEY = "io.apitokens.keycloak.memo";

    private final WatchedRealmCacheSession realms;

    private KeycloakCaches(WatchedRealmCacheSession realms) {
        this.realms = realms;
    }

    /** Returns the caches; empty if the server has none, or other ones. */
    static Optional<KeycloakCaches> of(KeycloakSession session) {
        CacheRealmProvider provider = session.getProvider(CacheRealmProvider.class);
        return provider instanceof WatchedRealmCacheSession realms
                ? Optional.of(new KeycloakCaches(realms))
                : Optional.empty();
    }

    /**
     * Returns the state of the realm cache when this request began to use it. Whatever the request has read from the
     * cache is of this state or a later one. Empty if the realm does not come from the cache.
     */
    Optional<Stamp> atStart(RealmModel realm) {
        return realm.getClass() == RealmAdapter.class
                ? Optional.of(new Stamp(realms.getStartupRevision(), instance((RealmAdapter) realm)))
                : Optional.empty();
    }

    /** Returns the number of invalidations on this node until now, complete or in progress. */
    long revision() {
        return realms.revision();
    }

    /** Returns whether this request has changed anything in a realm. */
    boolean areChangedByThisRequest() {
        return realms.hasChanges();
    }

    /**
     * Returns whether a user is stored in Keycloak and comes from the cache. Keycloak reads a user whom the request has
     * changed from the database.
     */
    static boolean isCached(UserModel user) {
        return user.getClass() == UserAdapter.class && isLocal(user.getId(), user.getFederationLink());
    }

    /** @param federationLink of a user whom Keycloak imported from another storage; null for others */
    static boolean isLocal(String id, String federationLink) {
        return federationLink == null && StorageId.isLocalStorage(id);
    }

    /**
     * Returns whether a client is stored in Keycloak and comes from the cache. Refuses a client whose root URL is the
     * admin URL, which depends on the request.
     */
    static boolean isCached(ClientModel client) {
        return client.getClass() == ClientAdapter.class
                && isLocal(client.getId(), null)
                && !Constants.AUTH_ADMIN_URL_PROP.equals(client.getRootUrl());
    }

    /** Returns the answers that are kept with a cached user; null if there are none yet. */
    static KeptAnswers kept(UserModel user) {
        return (KeptAnswers) attachments((UserAdapter) user).get(KEY);
    }

    /** Returns the answers that are kept with a cached user. Creates the list if there is none. */
    static KeptAnswers keptOrNew(UserModel user) {
        return (KeptAnswers) attachments((UserAdapter) user).computeIfAbsent(KEY, key -> new KeptAnswers());
    }

    /** Returns an object that lives and dies with the cached instance of a realm, and does not hold on to it. */
    @SuppressWarnings("unchecked")
    private static Object instance(RealmAdapter realm) {
        return ((ConcurrentMap<String, Object>) realm.getCachedWith()).computeIfAbsent(KEY, key -> new Object());
    }

    @SuppressWarnings("unchecked")
    private static ConcurrentMap<String, Object> attachments(UserAdapter user) {
        return user.getCachedWith();
    }
}
