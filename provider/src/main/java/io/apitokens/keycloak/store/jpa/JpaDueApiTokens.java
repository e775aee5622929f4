package io.apitokens.keycloak.store.jpa;

import java.util.stream.Stream;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;

import io.apitokens.keycloak.store.DueApiTokens;
import io.apitokens.keycloak.token.ApiToken;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

/** Finds due API tokens. Each query has an index. */
record JpaDueApiTokens(EntityManager em) implements DueApiTokens {

    private static final String EXPIRED =
            "select t from ApiTokenEntity t where t.revoked is null and t.expires <= :now order by t.expires";
    private static final String EXPIRING = "select t from ApiTokenEntity t"
            + " where t.expiryNotice <= :now and t.expires > :now order by t.expiryNotice";
    private static final String SET_NOTICE =
            "update ApiTokenEntity t set t.expiryNotice = :until where t.id = :id and t.expiryNotice <= :now";

    private static final String OF_REALM =
            "select t from ApiTokenEntity t where t.realmId = :realm and t.revoked is null";
    private static final String OF_CLIENT =
            "select t from ApiTokenEntity t where t.realmId = :realm and t.clientId = :client and t.revoked is null";
    private static final String UNUSED = " and t.lastUsed <= :since and t.created <= :since";

    private static final String ENDED_WITH_SESSION =
            "select t from ApiTokenEntity t where t.revoked > :after and t.revoked <= :until and "
                    + JpaSessionRows.OF_TOKEN_EXIST;

    private static final String OF_MISSING_USERS = OF_REALM
            + " and t.userId not like 'f:%' and not exists (select u.id from UserEntity u where u.id = t.userId)";
    private static final String STORAGES =
            "select distinct substring(t.userId, 3, locate(':', t.userId, 3) - 3) from ApiTokenEntity t"
                    + " where t.realmId = :realm and t.revoked is null and t.userId like 'f:%:%'";
    private static final String OF_STORAGE = OF_REALM + " and locate(concat('f:', :storage, ':'), t.userId) = 1";

    private static final String ENDED_OF_REALM =
            "select t.id from ApiTokenEntity t where t.realmId = :realm and t.revoked < :before order by t.revoked";
    private static final String ENDED_OF_CLIENT = "select t.id from ApiTokenEntity t"
            + " where t.realmId = :realm and t.clientId = :client and t.revoked < :before";

    @Override
    public Stream<ApiToken> expired(long now, int max) {
        return models(query(EXPIRED, max).setParameter("now", now));
    }

    @Override
    public Stream<ApiToken> unused(RealmModel realm, long since, int max) {
        return models(query(OF_REALM + UNUSED, max)
                .setParameter("realm", realm.getId())
                .setParameter("since", since));
    }

    @Override
    public Stream<ApiToken> unused(ClientModel client, long since, int max) {
        return models(query(OF_CLIENT + UNUSED, max)
                .setParameter("realm", client.getRealm().getId())
                .setParameter("client", client.getId())
                .setParameter("since", since));
    }

    @Override
    public Stream<ApiToken> expiring(long now, int max) {
        return models(query(EXPIRING, max).setParameter("now", now));
    }

    @Override
    public boolean putOffNotice(ApiToken token, long now, long until) {
        return setNotice(token, now, until);
    }

    @Override
    public void markTold(ApiToken token) {
        setNotice(token, Long.MAX_VALUE, null);
    }

    private boolean setNotice(ApiToken token, long dueBy, Long next) {
        return em.createQuery(SET_NOTICE)
                        .setParameter("id", token.id())
                        .setParameter("now", dueBy)
                        .setParameter("until", next)
                        .executeUpdate()
                == 1;
    }

    @Override
    public Stream<ApiToken> endedWithSession(long after, long until, int max) {
        return models(
                query(ENDED_WITH_SESSION, max).setParameter("after", after).setParameter("until", until));
    }

    @Override
    public Stream<ApiToken> ownerless(RealmModel realm, int max) {
        Stream<ApiToken> ofStorages =
                em.createQuery(STORAGES, String.class).setParameter("realm", realm.getId()).getResultList().stream()
                        .filter(storage -> realm.getComponent(storage) == null)
                        .flatMap(storage -> models(query(OF_STORAGE, max)
                                .setParameter("realm", realm.getId())
                                .setParameter("storage", storage)));
        return Stream.concat(models(query(OF_MISSING_USERS, max).setParameter("realm", realm.getId())), ofStorages);
    }

    @Override
    public int removeEnded(RealmModel realm, long before, int max) {
        return remove(em.createQuery(ENDED_OF_REALM, String.class)
                .setParameter("realm", realm.getId())
                .setParameter("before", before)
                .setMaxResults(max));
    }

    @Override
    public int removeEnded(ClientModel client, long before, int max) {
        return remove(em.createQuery(ENDED_OF_CLIENT, String.class)
                .setParameter("realm", client.getRealm().getId())
                .setParameter("client", client.getId())
                .setParameter("before", before)
                .setMaxResults(max));
    }

    private int remove(TypedQuery<String> ended) {
        return new JpaApiTokenRemovals(em).remove(ended.getResultList());
    }

    private TypedQuery<ApiTokenEntity> query(String text, int max) {
        return ApiTokenRows.readOnly(em, text).setMaxResults(max);
    }

    private static Stream<ApiToken> models(TypedQuery<ApiTokenEntity> query) {
        return ApiTokenRows.models(query);
    }
}
