package io.apitokens.keycloak.store.jpa;

import java.util.List;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Predicate;

/** A condition of a {@link SearchBranch}. */
sealed interface BranchTest permits ScopeTest, StatusTest {

    /** Returns the conditions in SQL; all of them must be met. */
    List<Predicate> predicates(CriteriaBuilder cb, QueryRoots roots);
}
