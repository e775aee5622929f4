package io.apitokens.keycloak.store.jpa;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;

import io.apitokens.keycloak.store.ApiTokenFilter;
import io.apitokens.keycloak.store.ApiTokenFilter.Match;
import io.apitokens.keycloak.token.ApiToken;
import org.keycloak.models.RealmModel;

/** Queries the {@link RareMatches} of a filter. */
record RareMatchQueries(EntityManager em, RealmModel realm, long now) {

    // Each id is a parameter, and some databases allow only 2,000.
    private static final int MAX = 500;
    private static final int MAX_IN_BRANCH = 100;

    RareMatches find(ApiTokenFilter filter) {
        return new RareMatches(
                filter.userId() == null ? ofFilter(filter) : null,
                filter.status() == ApiToken.Status.EXPIRED ? expired() : null);
    }

    private List<String> ofFilter(ApiTokenFilter filter) {
        List<String> found = null;
        if (filter.label() != null && filter.label().match() == Match.CONTAINS) {
            found = ids(MAX, List.of("labelLower", "id"), token -> LabelCondition.of(cb(), token, filter.label()));
        }
        return found == null && filter.use().unusedSince() != null ? unused(filter) : found;
    }

    private List<String> unused(ApiTokenFilter filter) {
        Long since = filter.use().unusedSince();
        return ids(MAX, List.of("lastUsed", "created", "id"), token -> {
            List<Predicate> where = new ArrayList<>();
            where.add(cb().lessThan(token.get("lastUsed"), cb().literal(since)));
            where.add(cb().lessThan(token.get("created"), cb().literal(since)));
            if (filter.status() == ApiToken.Status.ACTIVE) {
                where.add(StatusTest.isActive(cb(), token, now));
            }
            return cb().and(where.toArray(Predicate[]::new));
        });
    }

    private List<String> expired() {
        return ids(MAX_IN_BRANCH, List.of("revoked", "expires"), token -> StatusTest.isUnmarked(cb(), token, now));
    }

    /** Returns the ids that meet a condition, in the order of the index that leads to them; null if more than max. */
    private List<String> ids(int max, List<String> index, Function<Root<ApiTokenEntity>, Predicate> condition) {
        CriteriaQuery<String> query = cb().createQuery(String.class);
        Root<ApiTokenEntity> token = query.from(ApiTokenEntity.class);
        query.select(token.get("id"))
                .where(cb().equal(token.get("realmId"), realm.getId()), condition.apply(token))
                .orderBy(index.stream().map(token::get).map(cb()::asc).toList());
        List<String> found = em.createQuery(query).setMaxResults(max + 1).getResultList();
        return found.size() > max ? null : found;
    }

    private CriteriaBuilder cb() {
        return em.getCriteriaBuilder();
    }
}
