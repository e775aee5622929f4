package io.apitokens.keycloak.memo;

import java.util.concurrent.atomic.AtomicLong;

import org.infinispan.Cache;
import org.keycloak.models.cache.infinispan.RealmCacheManager;
import org.keycloak.models.cache.infinispan.entities.Revisioned;

/**
 * Keycloak's realm cache of this node, which also knows whether an invalidation is in progress.
 *
 * <p>An invalidation increases the counter of the cache and then waits for the lock of its object. A slow request that
 * has this lock can put the previous object back into the cache. So a request that begins in between sees the new value
 * of the counter and the previous object. This class gives such a request a value that the counter never has again.
 * Keycloak uses the value to decide what the request may put into the cache. A lower value only makes it put less.
 */
final class WatchedRealmCache extends RealmCacheManager {

    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong completed = new AtomicLong();

    WatchedRealmCache(Cache<String, Revisioned> objects, Cache<String, Long> revisions) {
        super(objects, revisions);
    }

    /**
     * Returns the number of invalidations, for a request that begins now: each of them is complete. Returns a lower
     * number if an invalidation is in progress.
     */
    @Override
    public long getCurrentCounter() {
        // The order matters: if both are equal, none was in progress when the counter was read.
        long complete = completed.get();
        long current = counter.current();
        return begun.get() == complete ? current : current - 1;
    }

    /**
     * Returns whether this class notices an invalidation. It would not if another version of Keycloak increased the
     * counter in another method. Invalidates an object that does not exist.
     */
    boolean noticesInvalidations() {
        long before = begun.get();
        invalidateObject(getClass().getName());
        return begun.get() > before;
    }

    /** Returns the number of invalidations, complete or in progress. */
    long revision() {
        return counter.current();
    }

    @Override
    protected void bumpVersion(String id) {
        begun.incrementAndGet();
        try {
            super.bumpVersion(id);
        } finally {
            completed.incrementAndGet();
        }
    }
}
