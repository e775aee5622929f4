package io.apitokens.keycloak.model.jpa;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Order;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import jakarta.persistence.criteria.Subquery;

import io.apitokens.keycloak.model.ApiToken;
import io.apitokens.keycloak.model.ApiTokenFilter;
import io.apitokens.keycloak.model.ApiTokenFilter.Expiry;
import io.apitokens.keycloak.model.ApiTokenFilter.LabelSearch;
import io.apitokens.keycloak.model.ApiTokenFilter.LastUse;
import io.apitokens.keycloak.model.ApiTokenFilter.Owners;
import io.apitokens.keycloak.model.ApiTokenFilter.Page;
import io.apitokens.keycloak.model.ApiTokenFilter.Period;
import io.apitokens.keycloak.model.ApiTokenFilter.Scope;
import io.apitokens.keycloak.model.Revocation;
import org.hibernate.jpa.HibernateHints;
import org.keycloak.authorization.fgap.AdminPermissionsSchema;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.jpa.JpaUserPartialEvaluationProvider;
import org.keycloak.models.jpa.entities.UserEntity;

/** The queries behind the lists of API tokens. */
final class ApiTokenSearch {

    private static final Pattern PATTERN = Pattern.compile("[%_!]");

    private static final List<String> OTHER_REASONS = Stream.of(Revocation.Reason.values())
            .filter(reason -> reason != Revocation.Reason.EXPIRED)
            .map(Enum::name)
            .toList();

    private final KeycloakSession session;
    private final RealmModel realm;
    private final EntityManager em;
    private final CriteriaBuilder cb;

    ApiTokenSearch(KeycloakSession session, RealmModel realm, EntityManager em) {
        this.session = session;
        this.realm = realm;
        this.em = em;
        this.cb = em.getCriteriaBuilder();
    }

    TypedQuery<ApiTokenEntity> page(ApiTokenFilter filter, Page page) {
        CriteriaQuery<ApiTokenEntity> query = cb.createQuery(ApiTokenEntity.class);
        Root<ApiTokenEntity> token = query.from(ApiTokenEntity.class);
        query.where(where(query, token, filter)).orderBy(order(token, page.order()));
        return em.createQuery(query)
                .setHint(HibernateHints.HINT_READ_ONLY, true)
                .setFirstResult(page.first())
                .setMaxResults(page.max());
    }

    /**
     * Those that follow an API token, oldest first; the oldest where it is null. What lies before is not read again.
     */
    TypedQuery<ApiTokenEntity> after(ApiTokenFilter filter, ApiToken last, int max) {
        CriteriaQuery<ApiTokenEntity> query = cb.createQuery(ApiTokenEntity.class);
        Root<ApiTokenEntity> token = query.from(ApiTokenEntity.class);
        List<Predicate> where = new ArrayList<>(List.of(where(query, token, filter)));
        if (last != null) {
            Expression<Long> created = token.get("created");
            where.add(cb.greaterThanOrEqualTo(created, last.created()));
            where.add(cb.or(cb.greaterThan(created, last.created()), cb.greaterThan(token.get("id"), last.id())));
        }
        query.where(where.toArray(Predicate[]::new)).orderBy(order(token, ApiTokenFilter.Order.OLDEST));
        return em.createQuery(query)
                .setHint(HibernateHints.HINT_READ_ONLY, true)
                .setMaxResults(max);
    }

    /** A row, with nothing in it, for each that is found. */
    TypedQuery<Integer> some(ApiTokenFilter filter, int max) {
        CriteriaQuery<Integer> query = cb.createQuery(Integer.class);
        Root<ApiTokenEntity> token = query.from(ApiTokenEntity.class);
        query.select(cb.literal(1)).where(where(query, token, filter));
        return em.createQuery(query).setMaxResults(max);
    }

    TypedQuery<Long> count(ApiTokenFilter filter) {
        CriteriaQuery<Long> query = cb.createQuery(Long.class);
        Root<ApiTokenEntity> token = query.from(ApiTokenEntity.class);
        query.select(cb.count(token)).where(where(query, token, filter));
        return em.createQuery(query);
    }

    private Predicate[] where(CriteriaQuery<?> query, Root<ApiTokenEntity> token, ApiTokenFilter filter) {
        List<Predicate> where = new ArrayList<>();
        where.add(cb.equal(token.get("realmId"), realm.getId()));
        if (filter.userId() != null) {
            where.add(cb.equal(token.get("userId"), filter.userId()));
        }
        if (filter.clientId() != null) {
            where.add(cb.equal(token.get("clientId"), planned(filter.clientId())));
        }
        if (filter.label() != null) {
            where.add(matches(token.get("labelLower"), filter.label()));
        }
        if (filter.status() != null) {
            where.add(status(token, filter.status(), Time.currentTimeMillis()));
        }
        if (filter.scope() != null) {
            where.add(has(token, filter.scope()));
        }
        addPeriod(where, token.get("created"), filter.created());
        addUse(where, token, filter.use());
        addExpiry(where, token, filter.expiry());
        if (filter.owners() == Owners.NONE) {
            where.add(cb.disjunction());
        } else if (filter.owners() == Owners.PERMITTED) {
            where.add(ofPermittedUser(query, token));
        }
        return where.toArray(Predicate[]::new);
    }

    private Predicate has(Root<ApiTokenEntity> token, Scope scope) {
        Expression<String> picked = cb.concat(" ", cb.concat(token.get("scope"), " "));
        return cb.or(
                cb.greaterThan(cb.locate(picked, " " + scope.name() + " "), 0),
                isFor(token, scope.alwaysClients()),
                cb.and(cb.isTrue(token.get("everything")), isFor(token, scope.offeringClients())));
    }

    private Predicate isFor(Root<ApiTokenEntity> token, Set<String> clients) {
        return clients.isEmpty() ? cb.disjunction() : token.get("clientId").in(clients);
    }

    private Predicate matches(Expression<String> label, LabelSearch search) {
        String text = search.text().toLowerCase(Locale.ROOT);
        return switch (search.match()) {
            case EQUALS -> cb.equal(label, text);
            case CONTAINS -> cb.greaterThan(cb.locate(label, text), 0);
            // Only a pattern finds its way by the index. In one, SQL Server alone has brackets, and would want them
            // escaped as others do not.
            case BEGINS ->
                text.contains("[")
                        ? cb.equal(cb.locate(label, text), 1)
                        : cb.like(label, PATTERN.matcher(text).replaceAll("!$0") + "%", '!');
        };
    }

    private void addUse(List<Predicate> where, Root<ApiTokenEntity> token, LastUse use) {
        Expression<Long> lastUsed = token.get("lastUsed");
        boolean used = Boolean.FALSE.equals(use.never()) || !use.period().equals(Period.ALWAYS);
        if (used) {
            where.add(cb.greaterThan(lastUsed, ApiTokenEntity.NOT_YET));
        }
        if (Boolean.TRUE.equals(use.never())) {
            where.add(cb.equal(lastUsed, ApiTokenEntity.NOT_YET));
        }
        addPeriod(where, lastUsed, use.period());
        if (use.unusedSince() != null) {
            where.add(cb.lessThan(lastUsed, planned(use.unusedSince())));
            where.add(cb.lessThan(token.get("created"), planned(use.unusedSince())));
        }
    }

    private void addExpiry(List<Predicate> where, Root<ApiTokenEntity> token, Expiry expiry) {
        Expression<Long> expires = token.get("expires");
        boolean expiring =
                Boolean.FALSE.equals(expiry.never()) || !expiry.period().equals(Period.ALWAYS);
        if (expiring) {
            where.add(cb.lessThan(expires, ApiTokenEntity.NEVER));
        }
        if (Boolean.TRUE.equals(expiry.never())) {
            where.add(cb.equal(expires, ApiTokenEntity.NEVER));
        }
        addPeriod(where, expires, expiry.period());
    }

    private void addPeriod(List<Predicate> where, Expression<Long> time, Period period) {
        if (period.from() != null) {
            where.add(cb.greaterThanOrEqualTo(time, planned(period.from())));
        }
        if (period.to() != null) {
            where.add(cb.lessThan(time, planned(period.to())));
        }
    }

    /** Not a parameter: how many rows there are depends so much on it that the database shall plan for it. */
    private <T> Expression<T> planned(T value) {
        return cb.literal(value);
    }

    /** The same rule as {@link ApiToken#status(long)}. */
    private Predicate status(Root<ApiTokenEntity> token, ApiToken.Status status, long now) {
        Predicate markedExpired = cb.equal(token.get("revokedReason"), Revocation.Reason.EXPIRED.name());
        Predicate notRevoked = cb.isNull(token.get("revoked"));
        return switch (status) {
            // The reason is what the index has.
            case ACTIVE ->
                cb.and(notRevoked, cb.isNull(token.get("revokedReason")), cb.greaterThan(token.get("expires"), now));
            case EXPIRED -> cb.and(cb.lessThanOrEqualTo(token.get("expires"), now), cb.or(markedExpired, notRevoked));
            case REVOKED -> token.get("revokedReason").in(OTHER_REASONS);
        };
    }

    /** By the conditions that Keycloak itself adds to its searches of users. */
    private Predicate ofPermittedUser(CriteriaQuery<?> query, Root<ApiTokenEntity> token) {
        Subquery<String> visible = query.subquery(String.class);
        Root<UserEntity> user = visible.from(UserEntity.class);
        List<Predicate> conditions = new ArrayList<>(AdminPermissionsSchema.SCHEMA.applyAuthorizationFilters(
                session, AdminPermissionsSchema.USERS, new StoredUsers(session, em), realm, cb, query, user));
        conditions.add(cb.equal(user.get("id"), token.get("userId")));
        return cb.exists(visible.select(user.get("id")).where(conditions.toArray(Predicate[]::new)));
    }

    /** Keycloak's own conditions for members of groups. */
    private record StoredUsers(KeycloakSession session, EntityManager em) implements JpaUserPartialEvaluationProvider {

        @Override
        public KeycloakSession getSession() {
            return session;
        }

        @Override
        public EntityManager getEntityManager() {
            return em;
        }
    }

    private List<Order> order(Root<ApiTokenEntity> token, ApiTokenFilter.Order order) {
        return switch (order) {
            case NEWEST -> List.of(cb.desc(token.get("created")), cb.desc(token.get("id")));
            case OLDEST -> List.of(cb.asc(token.get("created")), cb.asc(token.get("id")));
            case LABEL -> List.of(cb.asc(token.get("labelLower")), cb.asc(token.get("id")));
            // As the index of the tasks has it.
            case LAST_USED ->
                List.of(cb.desc(token.get("lastUsed")), cb.desc(token.get("created")), cb.desc(token.get("id")));
            case EXPIRES -> List.of(cb.asc(token.get("expires")), cb.asc(token.get("id")));
        };
    }
}
