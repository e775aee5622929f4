package io.apitokens.keycloak.store.jpa;

import jakarta.persistence.criteria.AbstractQuery;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;

/**
 * The FROM clause of a query or subquery.
 *
 * @param token the API tokens
 * @param scope their selected client scopes; null if the query does not start from them
 */
record QueryRoots(AbstractQuery<?> query, Root<ApiTokenEntity> token, Root<ApiTokenScopeEntity> scope) {

    static QueryRoots of(AbstractQuery<?> query, boolean withScope) {
        return new QueryRoots(
                query, query.from(ApiTokenEntity.class), withScope ? query.from(ApiTokenScopeEntity.class) : null);
    }

    /** Returns the time of minting. Reads it from the rows of scopes if the query starts from them, for their index. */
    Expression<Long> created() {
        return scope == null ? token.get("created") : scope.get("created");
    }

    Expression<String> id() {
        return scope == null ? token.get("id") : scope.get("tokenId");
    }

    Expression<?> property(String name) {
        Path<?> ofToken = token.get(name);
        return "created".equals(name) ? created() : ofToken;
    }

    Predicate joined(CriteriaBuilder cb) {
        return scope == null ? cb.conjunction() : cb.equal(token.get("id"), scope.get("tokenId"));
    }
}
