package io.apitokens.keycloak.store.jpa;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;

import io.apitokens.keycloak.store.ApiTokenFilter;
import io.apitokens.keycloak.store.ApiTokenFilter.Expiry;
import io.apitokens.keycloak.store.ApiTokenFilter.LastUse;
import io.apitokens.keycloak.store.ApiTokenFilter.Period;

/**
 * Translates a filter to SQL, except for status and scope, which are in the branches, and owners.
 *
 * <p>Most values are literals and not parameters, so that the database can estimate the number of rows of each value.
 */
final class FilterConditions {

    private static final long HOUR = TimeUnit.HOURS.toMillis(1);

    private final CriteriaBuilder cb;
    private final QueryRoots roots;
    private final List<Predicate> where = new ArrayList<>();

    private FilterConditions(CriteriaBuilder cb, QueryRoots roots) {
        this.cb = cb;
        this.roots = roots;
    }

    static List<Predicate> of(CriteriaBuilder cb, QueryRoots roots, SearchPlan plan, String realmId) {
        return new FilterConditions(cb, roots).all(plan, realmId);
    }

    static Predicate isAmong(CriteriaBuilder cb, Root<ApiTokenEntity> token, List<String> ids) {
        return ids.isEmpty() ? cb.disjunction() : token.get("id").in(ids);
    }

    private List<Predicate> all(SearchPlan plan, String realmId) {
        ApiTokenFilter filter = plan.filter();
        Root<ApiTokenEntity> token = roots.token();
        if (roots.scope() != null) {
            where.add(cb.equal(roots.scope().get("realmId"), realmId));
            where.add(roots.joined(cb));
        }
        where.add(cb.equal(token.get("realmId"), realmId));
        if (filter.userId() != null) {
            where.add(cb.equal(token.get("userId"), filter.userId()));
        }
        if (filter.clientId() != null) {
            where.add(cb.equal(token.get("clientId"), cb.literal(filter.clientId())));
        }
        if (plan.rareIds() != null) {
            where.add(isAmong(cb, token, plan.rareIds()));
        }
        if (filter.label() != null) {
            where.add(LabelCondition.of(cb, token, filter.label()));
        }
        if (filter.everything() != null) {
            where.add(cb.equal(token.get("everything"), cb.literal(filter.everything())));
        }
        addPeriod(roots.created(), filter.created());
        addUse(filter.use());
        addExpiry(filter.expiry());
        return where;
    }

    private void addUse(LastUse use) {
        Expression<Long> lastUsed = roots.token().get("lastUsed");
        if (Boolean.FALSE.equals(use.never()) || !use.period().equals(Period.ALWAYS)) {
            where.add(cb.greaterThan(lastUsed, ApiTokenEntity.NOT_YET));
        }
        if (Boolean.TRUE.equals(use.never())) {
            where.add(cb.equal(lastUsed, cb.literal(ApiTokenEntity.NOT_YET)));
        }
        addPeriod(lastUsed, use.period());
        // An API token is minted before it is used, so the scan can skip newer rows. The hour allows for different
        // clocks.
        if (use.period().to() != null) {
            addBefore(roots.created(), Math.min(use.period().to(), Long.MAX_VALUE - HOUR) + HOUR);
        }
        addBefore(lastUsed, use.unusedSince());
        addBefore(roots.created(), use.unusedSince());
    }

    private void addExpiry(Expiry expiry) {
        Expression<Long> expires = roots.token().get("expires");
        if (Boolean.FALSE.equals(expiry.never()) || !expiry.period().equals(Period.ALWAYS)) {
            where.add(cb.lessThan(expires, ApiTokenEntity.NEVER));
        }
        if (Boolean.TRUE.equals(expiry.never())) {
            where.add(cb.equal(expires, cb.literal(ApiTokenEntity.NEVER)));
        }
        addPeriod(expires, expiry.period());
        addBefore(roots.created(), expiry.period().to());
    }

    private void addPeriod(Expression<Long> time, Period period) {
        if (period.from() != null) {
            where.add(cb.greaterThanOrEqualTo(time, cb.literal(period.from())));
        }
        addBefore(time, period.to());
    }

    private void addBefore(Expression<Long> time, Long before) {
        if (before != null) {
            where.add(cb.lessThan(time, cb.literal(before)));
        }
    }
}
