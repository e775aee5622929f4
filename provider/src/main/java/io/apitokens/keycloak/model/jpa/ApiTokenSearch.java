package io.apitokens.keycloak.model.jpa;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;

import io.apitokens.keycloak.model.ApiToken;
import io.apitokens.keycloak.model.ApiTokenFilter;
import io.apitokens.keycloak.model.Revocation;
import org.hibernate.jpa.HibernateHints;
import org.keycloak.common.util.Time;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** The query behind a user's list of API tokens, newest first. */
final class ApiTokenSearch {

    private final EntityManager em;
    private final CriteriaBuilder cb;

    ApiTokenSearch(EntityManager em) {
        this.em = em;
        this.cb = em.getCriteriaBuilder();
    }

    TypedQuery<ApiTokenEntity> of(RealmModel realm, UserModel user, ApiTokenFilter filter) {
        CriteriaQuery<ApiTokenEntity> query = cb.createQuery(ApiTokenEntity.class);
        Root<ApiTokenEntity> token = query.from(ApiTokenEntity.class);
        List<Predicate> where = new ArrayList<>();
        where.add(cb.equal(token.get("realmId"), realm.getId()));
        where.add(cb.equal(token.get("userId"), user.getId()));
        if (filter.search() != null) {
            // Not by a pattern: what has to be escaped in one differs by database.
            String part = filter.search().toLowerCase(Locale.ROOT);
            where.add(cb.greaterThan(cb.locate(cb.lower(token.get("label")), part), 0));
        }
        if (filter.status() != null) {
            where.add(status(token, filter.status(), Time.currentTimeMillis()));
        }
        query.where(where.toArray(Predicate[]::new)).orderBy(cb.desc(token.get("created")), cb.desc(token.get("id")));
        return em.createQuery(query)
                .setHint(HibernateHints.HINT_READ_ONLY, true)
                .setFirstResult(filter.first())
                .setMaxResults(filter.max());
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
}
