package io.apitokens.keycloak.tests.server;

import java.lang.reflect.Field;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.QueryParam;

import org.infinispan.Cache;
import org.keycloak.connections.infinispan.InfinispanConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.cache.CacheRealmProvider;
import org.keycloak.models.cache.infinispan.CacheManager;
import org.keycloak.models.cache.infinispan.RealmCacheManager;
import org.keycloak.models.cache.infinispan.RealmCacheSession;
import org.keycloak.models.cache.infinispan.UpdateCounter;
import org.keycloak.models.cache.infinispan.entities.Revisioned;

/**
 * Does what a request does that read an object of the realm cache from the database before a change of it, and puts it
 * into the cache while the change invalidates it ({@code CacheManager.addRevisioned}). The invalidation waits for the
 * lock of such a request after it has increased the counter of the cache.
 */
public class SlowInvalidation {

    private static final AtomicReference<SlowInvalidation> CURRENT = new AtomicReference<>();

    private final Cache<String, Revisioned> objects;
    private final Cache<String, Long> revisions;
    private final UpdateCounter counter;
    private final CountDownLatch locked = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private volatile String state = "locked";

    /** @param session of the request */
    public SlowInvalidation(KeycloakSession session) {
        InfinispanConnectionProvider caches = session.getProvider(InfinispanConnectionProvider.class);
        objects = caches.getCache(InfinispanConnectionProvider.REALM_CACHE_NAME);
        revisions = caches.getCache(InfinispanConnectionProvider.REALM_REVISIONS_CACHE_NAME);
        counter = counter(((RealmCacheSession) session.getProvider(CacheRealmProvider.class)).getCache());
    }

    /**
     * Takes the lock of a cached object, or tells what became of it.
     *
     * @param id of the object; null to be told
     * @return {@code locked}, or {@code put} once an invalidation waits and the object is in the cache again, or
     *     {@code released}
     */
    @GET
    public String lock(@QueryParam("id") String id) throws InterruptedException {
        if (id == null) {
            return CURRENT.get().state;
        }
        CURRENT.set(this);
        Revisioned object = objects.get(id);
        new Thread(() -> hold(id, object), "slow-invalidation").start();
        locked.await();
        return state;
    }

    /** Releases the lock. */
    @DELETE
    public void release() {
        CURRENT.get().goOn.countDown();
    }

    private void hold(String id, Revisioned object) {
        revisions.startBatch();
        try {
            if (object == null || !revisions.getAdvancedCache().lock(id)) {
                state = "no such object, or no lock";
                return;
            }
            long before = counter.current();
            locked.countDown();
            while (counter.current() == before && goOn.getCount() > 0) {
                Thread.onSpinWait();
            }
            objects.putForExternalRead(id, object);
            state = "put";
            goOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            locked.countDown();
            revisions.endBatch(true);
            state = state.equals("put") ? "released" : state;
        }
    }

    private static UpdateCounter counter(RealmCacheManager manager) {
        try {
            Field field = CacheManager.class.getDeclaredField("counter");
            field.setAccessible(true);
            return (UpdateCounter) field.get(manager);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
