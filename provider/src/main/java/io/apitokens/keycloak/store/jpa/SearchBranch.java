package io.apitokens.keycloak.store.jpa;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import jakarta.persistence.criteria.Predicate;

/**
 * One of the branches of a search by a filter; no two of them find the same API token.
 *
 * @param picked whether it begins with the client scopes that were picked
 * @param tests what its API tokens meet, besides the rest of the filter
 */
record SearchBranch(boolean picked, List<Function<QueryRoots, Predicate>> tests) {

    static SearchBranch of(Function<QueryRoots, Predicate> test) {
        return new SearchBranch(false, List.of(test));
    }

    SearchBranch and(SearchBranch other) {
        return new SearchBranch(
                picked || other.picked,
                Stream.concat(tests.stream(), other.tests.stream()).toList());
    }

    List<Predicate> conditions(QueryRoots roots) {
        return tests.stream().map(test -> test.apply(roots)).toList();
    }
}
