package io.apitokens.keycloak.store.jpa;

import java.util.List;
import java.util.function.Function;

import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;

import org.keycloak.models.RealmModel;

/** API tokens of a realm that are found by an index of their own, where they are few, whatever the order of a list. */
record SelectiveIds(EntityManager em, CriteriaBuilder cb, RealmModel realm) {

    /**
     * The ids of those that meet a condition; null where there are more than a few.
     *
     * @param few how many are
     * @param index the properties of the index that leads to them
     */
    List<String> in(int few, List<String> index, Function<Root<ApiTokenEntity>, Predicate> condition) {
        CriteriaQuery<String> query = cb.createQuery(String.class);
        Root<ApiTokenEntity> token = query.from(ApiTokenEntity.class);
        query.select(token.get("id"))
                .where(cb.equal(token.get("realmId"), realm.getId()), condition.apply(token))
                .orderBy(index.stream().map(token::get).map(cb::asc).toList());
        List<String> found = em.createQuery(query).setMaxResults(few + 1).getResultList();
        return found.size() > few ? null : found;
    }
}
