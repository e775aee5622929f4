package io.apitokens.keycloak.store.jpa;

import java.util.List;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;

import io.apitokens.keycloak.token.ApiToken;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

/** The queries by which tasks find what is due, each up to so many. */
record DueApiTokens(EntityManager em) {

    TypedQuery<ApiTokenEntity> expired(long now, int max) {
        return named(ApiTokenEntity.EXPIRED, max).setParameter("now", now);
    }

    TypedQuery<ApiTokenEntity> unused(RealmModel realm, long since, int max) {
        return named(ApiTokenEntity.UNUSED_OF_REALM, max)
                .setParameter("realm", realm.getId())
                .setParameter("since", since);
    }

    TypedQuery<ApiTokenEntity> unused(ClientModel client, long since, int max) {
        return named(ApiTokenEntity.UNUSED_OF_CLIENT, max)
                .setParameter("realm", client.getRealm().getId())
                .setParameter("client", client.getId())
                .setParameter("since", since);
    }

    TypedQuery<ApiTokenEntity> expiring(long now, int max) {
        return named(ApiTokenEntity.EXPIRING, max).setParameter("now", now);
    }

    /**
     * When the next notice is due, in place of one that is due.
     *
     * @param next null for no other
     */
    boolean setNotice(ApiToken token, long dueBy, Long next) {
        return em.createNamedQuery(ApiTokenEntity.PUT_OFF_NOTICE)
                        .setParameter("id", token.id())
                        .setParameter("now", dueBy)
                        .setParameter("until", next)
                        .executeUpdate()
                == 1;
    }

    TypedQuery<ApiTokenEntity> endedWithSession(long after, long until, int max) {
        return named(ApiTokenEntity.ENDED_WITH_SESSION, max)
                .setParameter("after", after)
                .setParameter("until", until);
    }

    /** Ids of the user storages whose users have API tokens. */
    List<String> storages(RealmModel realm) {
        return em.createNamedQuery(ApiTokenEntity.STORAGES, String.class)
                .setParameter("realm", realm.getId())
                .getResultList();
    }

    TypedQuery<ApiTokenEntity> ofStorage(RealmModel realm, String storage, int max) {
        return named(ApiTokenEntity.OF_STORAGE, max)
                .setParameter("realm", realm.getId())
                .setParameter("storage", storage);
    }

    TypedQuery<ApiTokenEntity> ofNobody(RealmModel realm, int max) {
        return named(ApiTokenEntity.OF_NOBODY, max).setParameter("realm", realm.getId());
    }

    /** Ids of the API tokens that ended before a time, in epoch milliseconds. */
    TypedQuery<String> ended(RealmModel realm, long before, int max) {
        return em.createNamedQuery(ApiTokenEntity.ENDED_OF_REALM, String.class)
                .setParameter("realm", realm.getId())
                .setParameter("before", before)
                .setMaxResults(max);
    }

    TypedQuery<String> ended(ClientModel client, long before, int max) {
        return em.createNamedQuery(ApiTokenEntity.ENDED_OF_CLIENT, String.class)
                .setParameter("realm", client.getRealm().getId())
                .setParameter("client", client.getId())
                .setParameter("before", before)
                .setMaxResults(max);
    }

    private TypedQuery<ApiTokenEntity> named(String query, int max) {
        return JpaApiTokenProvider.named(em, query).setMaxResults(max);
    }
}
