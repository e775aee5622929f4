package io.apitokens.keycloak.store.jpa;

import jakarta.persistence.criteria.AbstractQuery;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;

/**
 * What a query, or a part of it, selects from.
 *
 * @param token the API tokens
 * @param scope their picked client scopes, or null
 */
record QueryRoots(AbstractQuery<?> query, Root<ApiTokenEntity> token, Root<ApiTokenScopeEntity> scope) {

    static QueryRoots of(AbstractQuery<?> query, boolean withScope) {
        return new QueryRoots(
                query, query.from(ApiTokenEntity.class), withScope ? query.from(ApiTokenScopeEntity.class) : null);
    }

    /** When they were minted. */
    Expression<Long> created() {
        return scope == null ? token.get("created") : scope.get("created");
    }

    Expression<String> id() {
        return scope == null ? token.get("id") : scope.get("tokenId");
    }

    /** Each client scope with its API token. */
    Predicate joined(CriteriaBuilder cb) {
        return scope == null ? cb.conjunction() : cb.equal(token.get("id"), scope.get("tokenId"));
    }
}
