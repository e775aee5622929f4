package io.apitokens.keycloak.store.jpa;

import java.util.ArrayList;
import java.util.List;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Predicate;

/**
 * One branch of a search. No two branches of a search find the same API token.
 *
 * @param statuses one of these must be met; empty for any status
 * @param scopes one of these must be met; empty for any scope
 */
record SearchBranch(List<StatusTest> statuses, List<ScopeTest> scopes) {

    /** Returns whether the query starts from the rows of selected scopes. */
    boolean startsFromScopes() {
        return scopes.stream().anyMatch(ScopeTest.ListedBySelection.class::isInstance);
    }

    List<Predicate> predicates(CriteriaBuilder cb, QueryRoots roots) {
        List<Predicate> where = new ArrayList<>(any(statuses, cb, roots));
        where.addAll(any(scopes, cb, roots));
        return where;
    }

    private static List<Predicate> any(List<? extends BranchTest> tests, CriteriaBuilder cb, QueryRoots roots) {
        if (tests.isEmpty()) {
            return List.of();
        }
        if (tests.size() == 1) {
            return tests.get(0).predicates(cb, roots);
        }
        return List.of(cb.or(tests.stream()
                .map(test -> cb.and(test.predicates(cb, roots).toArray(Predicate[]::new)))
                .toArray(Predicate[]::new)));
    }
}
