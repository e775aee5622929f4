package io.apitokens.keycloak.store.jpa;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;

import io.apitokens.keycloak.token.ApiToken;
import org.hibernate.jpa.HibernateHints;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.utils.StreamsUtil;

/** Reads rows by id, by user and by client. */
record ApiTokenRows(EntityManager em) {

    /** The form of an id. PostgreSQL rejects a query with the character U+0000, so other ids are not queried. */
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z-]{1,36}");

    private static final String BY_ID = "select t from ApiTokenEntity t where t.id = :id and t.realmId = :realm";
    private static final String BY_IDS = "select t from ApiTokenEntity t where t.id in :ids";
    private static final String NOT_REVOKED_OF_USER = "select t from ApiTokenEntity t"
            + " where t.realmId = :realm and t.userId = :user and t.revoked is null order by t.id";
    private static final String NOT_REVOKED_OF_CLIENT = "select t from ApiTokenEntity t"
            + " where t.realmId = :realm and t.clientId = :client and t.revoked is null and t.id > :after"
            + " order by t.id";

    Optional<ApiToken> byId(RealmModel realm, String id) {
        return ID.matcher(id).matches()
                ? byId(realm.getId(), id).getResultStream().findFirst().map(ApiTokenEntity::toModel)
                : Optional.empty();
    }

    TypedQuery<ApiTokenEntity> byId(String realmId, String id) {
        return readOnly(em, BY_ID).setParameter("id", id).setParameter("realm", realmId);
    }

    Stream<ApiToken> byIds(List<String> ids) {
        return readOnly(em, BY_IDS).setParameter("ids", ids).getResultStream().map(ApiTokenEntity::toModel);
    }

    TypedQuery<ApiTokenEntity> changeableByIds(List<String> ids) {
        return em.createQuery(BY_IDS, ApiTokenEntity.class).setParameter("ids", ids);
    }

    Stream<ApiToken> notRevoked(RealmModel realm, UserModel user) {
        return models(of(readOnly(em, NOT_REVOKED_OF_USER), realm, user));
    }

    /** Runs the query twice: the first waits for the locks, and only the second sees rows that were added meanwhile. */
    List<ApiToken> lockNotRevoked(RealmModel realm, UserModel user) {
        return LockConflicts.givingWay(() -> {
            locking(realm, user).getResultList();
            return models(locking(realm, user)).toList();
        });
    }

    Stream<ApiToken> notRevoked(ClientModel client, String afterId, int max) {
        return models(readOnly(em, NOT_REVOKED_OF_CLIENT)
                .setParameter("realm", client.getRealm().getId())
                .setParameter("client", client.getId())
                .setParameter("after", afterId)
                .setMaxResults(max));
    }

    /** Creates a query for which Hibernate keeps no copies to compare at the end of the transaction. */
    static TypedQuery<ApiTokenEntity> readOnly(EntityManager em, String query) {
        return em.createQuery(query, ApiTokenEntity.class).setHint(HibernateHints.HINT_READ_ONLY, true);
    }

    static Stream<ApiToken> models(TypedQuery<ApiTokenEntity> query) {
        return StreamsUtil.closing(query.getResultStream().map(ApiTokenEntity::toModel));
    }

    private TypedQuery<ApiTokenEntity> locking(RealmModel realm, UserModel user) {
        return of(em.createQuery(NOT_REVOKED_OF_USER, ApiTokenEntity.class), realm, user)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE);
    }

    private static <Q extends Query> Q of(Q query, RealmModel realm, UserModel user) {
        query.setParameter("realm", realm.getId()).setParameter("user", user.getId());
        return query;
    }
}
