package io.apitokens.keycloak.store.jpa;

import java.util.List;
import java.util.Set;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import jakarta.persistence.criteria.Subquery;

/** A test of whether an API token has a client scope. */
sealed interface ScopeTest extends BranchTest {

    /** Accepts API tokens for which the user selected the scope. Looks up the scope of each API token. */
    record Selected(String scope) implements ScopeTest {

        @Override
        public List<Predicate> predicates(CriteriaBuilder cb, QueryRoots roots) {
            Subquery<Integer> selected = roots.query().subquery(Integer.class);
            Root<ApiTokenScopeEntity> row = selected.from(ApiTokenScopeEntity.class);
            return List.of(cb.exists(selected.select(cb.literal(1))
                    .where(cb.equal(row.get("tokenId"), roots.token().get("id")), cb.equal(row.get("scope"), scope))));
        }
    }

    /**
     * Accepts API tokens for which the user selected the scope. Starts from the rows of the scope.
     *
     * @param otherClients token clients that another branch covers
     */
    record ListedBySelection(String scope, Set<String> otherClients) implements ScopeTest {

        @Override
        public List<Predicate> predicates(CriteriaBuilder cb, QueryRoots roots) {
            return List.of(
                    cb.equal(roots.scope().get("scope"), cb.literal(scope)), cb.not(isFor(cb, roots, otherClients)));
        }
    }

    /** Accepts all API tokens of token clients. */
    record OfClients(Set<String> clients) implements ScopeTest {

        @Override
        public List<Predicate> predicates(CriteriaBuilder cb, QueryRoots roots) {
            return List.of(isFor(cb, roots, clients));
        }
    }

    /**
     * Accepts the API tokens of token clients for which the user selected everything.
     *
     * @param otherClients token clients that another branch covers
     */
    record Everything(Set<String> clients, Set<String> otherClients) implements ScopeTest {

        @Override
        public List<Predicate> predicates(CriteriaBuilder cb, QueryRoots roots) {
            return List.of(cb.and(
                    cb.isTrue(roots.token().get("everything")),
                    isFor(cb, roots, clients),
                    cb.not(isFor(cb, roots, otherClients))));
        }
    }

    private static Predicate isFor(CriteriaBuilder cb, QueryRoots roots, Set<String> clients) {
        Expression<String> client = roots.token().get("clientId");
        return switch (clients.size()) {
            case 0 -> cb.disjunction();
            case 1 -> cb.equal(client, cb.literal(clients.iterator().next()));
            default -> client.in(clients);
        };
    }
}
