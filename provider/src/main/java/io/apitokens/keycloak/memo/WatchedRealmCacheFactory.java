package io.apitokens.keycloak.memo;

import org.keycloak.cluster.ClusterProvider;
import org.keycloak.connections.infinispan.InfinispanConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.cache.CacheRealmProvider;
import org.keycloak.models.cache.infinispan.InfinispanCacheRealmProviderFactory;

/**
 * Replaces Keycloak's realm cache by {@link WatchedRealmCache}, with the same entries and the same messages between
 * nodes. Leaves it alone if {@link ReuseOption} is off.
 */
public final class WatchedRealmCacheFactory extends InfinispanCacheRealmProviderFactory {

    private volatile WatchedRealmCache watched;

    @Override
    public CacheRealmProvider create(KeycloakSession session) {
        if (ReuseOption.ON && realmCache == null) {
            begin(session);
        }
        return watched == null ? super.create(session) : new WatchedRealmCacheSession(watched, session);
    }

    /** Does what {@link InfinispanCacheRealmProviderFactory} does at the first request. */
    private synchronized void begin(KeycloakSession session) {
        if (realmCache == null) {
            InfinispanConnectionProvider caches = session.getProvider(InfinispanConnectionProvider.class);
            WatchedRealmCache cache = new WatchedRealmCache(
                    caches.getCache(InfinispanConnectionProvider.REALM_CACHE_NAME),
                    caches.getCache(InfinispanConnectionProvider.REALM_REVISIONS_CACHE_NAME));
            ClusterProvider cluster = session.getProvider(ClusterProvider.class);
            cluster.registerListener(REALM_INVALIDATION_EVENTS, cache::onInvalidateEvent);
            cluster.registerListener(REALM_CLEAR_CACHE_EVENTS, cache::onClearEvent);
            watched = cache.noticesInvalidations() ? cache : null;
            realmCache = cache;
        }
    }

    /** Returns a number above that of Keycloak's own factory with the same id. */
    @Override
    public int order() {
        return 1;
    }
}
