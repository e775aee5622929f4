package io.apitokens.keycloak.oauth;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.apitokens.keycloak.model.GrantedScope;
import org.keycloak.models.ClientModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.cache.CacheRealmProvider;
import org.keycloak.models.cache.infinispan.RealmCacheSession;
import org.keycloak.models.cache.infinispan.entities.CachedRealm;
import org.keycloak.storage.StorageId;

/**
 * What was evaluated on this node since anything changed that it follows from, and would be evaluated alike now.
 *
 * <p>To keep its own cache of realms, clients, client scopes, roles and groups true, Keycloak counts the changes that a
 * node makes or learns of; where it clears that cache, the realm is another object. The roles and groups that a user
 * has are asked for each time. So this is as fresh as Keycloak's cache, and where there is none, nothing is kept.
 */
final class Authorities {

    /** Not one for each API token: those of users with the same roles and groups share one. */
    private static final int MOST = 1_000;

    private static final Map<Key, Kept> KEPT = new ConcurrentHashMap<>();

    private Authorities() {}

    /**
     * @param client whose client scopes they are
     * @param now evaluates it
     */
    static Authority of(
            KeycloakSession session,
            ClientModel client,
            GrantedScope granted,
            UserModel user,
            Supplier<Authority> now) {
        if (!(session.getProvider(CacheRealmProvider.class) instanceof RealmCacheSession cache)) {
            return now.get();
        }
        Key key = Key.of(client, granted, user);
        long revision = cache.getStartupRevision();
        CachedRealm realm = cache.getCache().get(client.getRealm().getId(), CachedRealm.class);
        Kept kept = KEPT.get(key);
        if (kept != null && kept.revision() == revision && kept.realm() == realm) {
            return kept.authority();
        }
        Authority authority = now.get();
        if (realm != null && key.isCached() && cache.getCache().getCurrentCounter() == revision) {
            keep(key, new Kept(revision, realm, authority));
        }
        return authority;
    }

    private static void keep(Key key, Kept kept) {
        if (KEPT.size() >= MOST) {
            KEPT.clear();
        }
        KEPT.put(key, kept);
    }

    private record Kept(long revision, CachedRealm realm, Authority authority) {}

    /** Ids of what it follows from and can be another one next time. */
    private record Key(String client, GrantedScope granted, Set<String> roles, Set<String> groups) {

        static Key of(ClientModel client, GrantedScope granted, UserModel user) {
            return new Key(
                    client.getId(),
                    granted,
                    user.getRoleMappingsStream().map(RoleModel::getId).collect(Collectors.toUnmodifiableSet()),
                    user.getGroupsStream().map(GroupModel::getId).collect(Collectors.toUnmodifiableSet()));
        }

        /** What comes from a storage provider changes without Keycloak's knowing. */
        boolean isCached() {
            return Stream.of(Stream.of(client), roles.stream(), groups.stream())
                    .flatMap(ids -> ids)
                    .allMatch(StorageId::isLocalStorage);
        }
    }
}
