package io.apitokens.keycloak.model.jpa;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
import io.apitokens.keycloak.model.ApiTokenFilter.Page;
import io.apitokens.keycloak.model.ApiTokenFilter.Period;
import io.apitokens.keycloak.model.Revocation;
import org.hibernate.jpa.HibernateHints;
import org.keycloak.authorization.fgap.AdminPermissionsSchema;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.jpa.entities.UserEntity;

/** The queries behind the lists of API tokens. */
final class ApiTokenSearch {

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
            where.add(cb.equal(token.get("clientId"), filter.clientId()));
        }
        if (filter.search() != null) {
            where.add(contains(cb.lower(token.get("label")), filter.search().toLowerCase(Locale.ROOT)));
        }
        if (filter.status() != null) {
            where.add(status(token, filter.status(), Time.currentTimeMillis()));
        }
        if (filter.scope() != null) {
            Expression<String> scopes = cb.concat(" ", cb.concat(token.get("scope"), " "));
            where.add(cb.or(cb.isTrue(token.get("everything")), contains(scopes, " " + filter.scope() + " ")));
        }
        if (filter.neverUsed() != null) {
            where.add(filter.neverUsed() ? cb.isNull(token.get("lastUsed")) : cb.isNotNull(token.get("lastUsed")));
        }
        addPeriod(where, token.get("created"), filter.created());
        addPeriod(where, token.get("lastUsed"), filter.lastUsed());
        addPeriod(where, token.get("expires"), filter.expires());
        if (filter.visibleUsersOnly()) {
            where.add(ofVisibleUser(query, token));
        }
        return where.toArray(Predicate[]::new);
    }

    /** Not by a pattern: what has to be escaped in one differs by database. */
    private Predicate contains(Expression<String> text, String part) {
        return cb.greaterThan(cb.locate(text, part), 0);
    }

    private void addPeriod(List<Predicate> where, Expression<Long> time, Period period) {
        if (period.from() != null) {
            where.add(cb.greaterThanOrEqualTo(time, period.from()));
        }
        if (period.to() != null) {
            where.add(cb.lessThan(time, period.to()));
        }
    }

    /** The same rule as {@link ApiToken#status(long)}. */
    private Predicate status(Root<ApiTokenEntity> token, ApiToken.Status status, long now) {
        Predicate markedExpired = cb.equal(token.get("revokedReason"), Revocation.Reason.EXPIRED.name());
        Predicate notRevoked = cb.isNull(token.get("revoked"));
        return switch (status) {
            case ACTIVE ->
                cb.and(notRevoked, cb.or(cb.isNull(token.get("expires")), cb.greaterThan(token.get("expires"), now)));
            case EXPIRED -> cb.or(markedExpired, cb.and(notRevoked, cb.lessThanOrEqualTo(token.get("expires"), now)));
            case REVOKED -> cb.and(cb.not(notRevoked), cb.not(markedExpired));
        };
    }

    /** By the conditions that Keycloak itself adds to its searches of users, fine-grained permissions included. */
    private Predicate ofVisibleUser(CriteriaQuery<?> query, Root<ApiTokenEntity> token) {
        Subquery<String> visible = query.subquery(String.class);
        Root<UserEntity> user = visible.from(UserEntity.class);
        List<Predicate> conditions = new ArrayList<>(AdminPermissionsSchema.SCHEMA.applyAuthorizationFilters(
                session, AdminPermissionsSchema.USERS, realm, cb, query, user));
        conditions.add(cb.equal(user.get("id"), token.get("userId")));
        return cb.exists(visible.select(user.get("id")).where(conditions.toArray(Predicate[]::new)));
    }

    private List<Order> order(Root<ApiTokenEntity> token, ApiTokenFilter.Order order) {
        return switch (order) {
            case NEWEST -> List.of(cb.desc(token.get("created")), cb.desc(token.get("id")));
            case OLDEST -> List.of(cb.asc(token.get("created")), cb.asc(token.get("id")));
            case LABEL -> List.of(cb.asc(cb.lower(token.get("label"))), cb.asc(token.get("id")));
            case LAST_USED -> List.of(cb.desc(cb.coalesce(token.get("lastUsed"), 0L)), cb.desc(token.get("id")));
            case EXPIRES -> List.of(cb.asc(cb.coalesce(token.get("expires"), Long.MAX_VALUE)), cb.asc(token.get("id")));
        };
    }
}
