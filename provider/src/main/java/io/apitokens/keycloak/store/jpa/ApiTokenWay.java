package io.apitokens.keycloak.store.jpa;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import jakarta.persistence.criteria.Predicate;

/**
 * One of the ways in which a filter finds API tokens; no two of them find the same one.
 *
 * @param picked whether it begins with the client scopes that were picked
 * @param tests what its API tokens meet, besides the rest of the filter
 */
record ApiTokenWay(boolean picked, List<Function<ApiTokenSource, Predicate>> tests) {

    static ApiTokenWay of(Function<ApiTokenSource, Predicate> test) {
        return new ApiTokenWay(false, List.of(test));
    }

    ApiTokenWay and(ApiTokenWay other) {
        return new ApiTokenWay(
                picked || other.picked,
                Stream.concat(tests.stream(), other.tests.stream()).toList());
    }

    List<Predicate> conditions(ApiTokenSource source) {
        return tests.stream().map(test -> test.apply(source)).toList();
    }
}
