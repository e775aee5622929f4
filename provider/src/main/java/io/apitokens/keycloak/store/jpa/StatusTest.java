package io.apitokens.keycloak.store.jpa;

import java.util.List;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;

import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Revocation;

/** A test of the status of an API token. Together the tests follow the rule of {@link ApiToken#status(long)}. */
sealed interface StatusTest extends BranchTest {

    /** Accepts API tokens that are active. */
    record Active(long now) implements StatusTest {

        @Override
        public List<Predicate> predicates(CriteriaBuilder cb, QueryRoots roots) {
            return List.of(isActive(cb, roots.token(), now));
        }
    }

    /** Accepts API tokens whose row is marked with a reason. */
    record Marked(Revocation.Reason reason) implements StatusTest {

        @Override
        public List<Predicate> predicates(CriteriaBuilder cb, QueryRoots roots) {
            return List.of(isMarked(cb, roots, reason));
        }
    }

    /** Accepts API tokens that have expired and whose row is marked so. */
    record MarkedExpired(long now) implements StatusTest {

        @Override
        public List<Predicate> predicates(CriteriaBuilder cb, QueryRoots roots) {
            return List.of(cb.and(
                    isMarked(cb, roots, Revocation.Reason.EXPIRED),
                    cb.lessThanOrEqualTo(roots.token().get("expires"), now)));
        }
    }

    /**
     * Accepts API tokens that have expired and whose row is not marked yet. There are few, because a task marks them
     * soon.
     *
     * @param ids their ids, or null if they are many
     */
    record Unmarked(long now, List<String> ids) implements StatusTest {

        @Override
        public List<Predicate> predicates(CriteriaBuilder cb, QueryRoots roots) {
            return List.of(cb.and(
                    isUnmarked(cb, roots.token(), now),
                    ids == null ? cb.conjunction() : FilterConditions.isAmong(cb, roots.token(), ids)));
        }
    }

    static Predicate isActive(CriteriaBuilder cb, Root<ApiTokenEntity> token, long now) {
        return cb.and(isNotMarked(cb, token), cb.greaterThan(token.get("expires"), now));
    }

    static Predicate isUnmarked(CriteriaBuilder cb, Root<ApiTokenEntity> token, long now) {
        return cb.and(isNotMarked(cb, token), cb.lessThanOrEqualTo(token.get("expires"), now));
    }

    /** Compares both columns: the indexes of lists contain the reason, and the index of the tasks contains the time. */
    private static Predicate isNotMarked(CriteriaBuilder cb, Root<ApiTokenEntity> token) {
        return cb.and(cb.isNull(token.get("revoked")), cb.isNull(token.get("revokedReason")));
    }

    private static Predicate isMarked(CriteriaBuilder cb, QueryRoots roots, Revocation.Reason reason) {
        return cb.equal(roots.token().get("revokedReason"), cb.literal(reason.name()));
    }
}
