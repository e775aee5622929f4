package io.apitokens.keycloak.memo;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.cache.infinispan.RealmCacheSession;

/** One request's view of {@link WatchedRealmCache}. */
final class WatchedRealmCacheSession extends RealmCacheSession {

    private final WatchedRealmCache watched;

    WatchedRealmCacheSession(WatchedRealmCache cache, KeycloakSession session) {
        super(cache, session);
        this.watched = cache;
    }

    /** Returns the number of invalidations on this node until now, complete or in progress. */
    long revision() {
        return watched.revision();
    }

    /** Returns whether this request has changed anything in a realm. It sees the change and other requests do not. */
    boolean hasChanges() {
        return !invalidations.isEmpty();
    }
}
