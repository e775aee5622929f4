package io.apitokens.keycloak.store.jpa;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.persistence.TypedQuery;

import io.apitokens.keycloak.store.ApiTokenCounts;
import io.apitokens.keycloak.store.ApiTokenSummary;
import io.apitokens.keycloak.store.ApiTokenSummary.OfClient;
import org.hibernate.jpa.HibernateHints;
import org.keycloak.common.util.Time;
import org.keycloak.models.RealmModel;

/** Counts rows by realm and client with one statement, which reads them all. Stores the result. */
record JpaApiTokenCounts(EntityManager em) implements ApiTokenCounts {

    private static final String ACTIVE = "t.revoked is null and t.expires > :now";
    private static final String COUNT = "select t.realmId as realm, t.clientId as client"
            + sum("active", ACTIVE)
            + sum("expired", "t.revokedReason = 'EXPIRED' or t.revoked is null and t.expires <= :now")
            + sum("revoked", "t.revokedReason <> 'EXPIRED'")
            + sum("neverExpiring", ACTIVE + " and t.expires = :never")
            + sum("unused", ACTIVE + " and t.created < :unusedSince and t.lastUsed < :unusedSince")
            + sum("unlimited", ACTIVE + " and t.expires = :never and t.everything = true")
            + " from ApiTokenEntity t";
    private static final String BY_CLIENT = " group by t.realmId, t.clientId";

    private static final String TAKEN =
            "select c from ApiTokenCountEntity c where c.realmId = :realm order by c.clientId";
    private static final String TAKEN_ACTIVE =
            "select c.realmId as realm, sum(c.active) as active from ApiTokenCountEntity c group by c.realmId";
    private static final String LAST_TAKEN = "select max(c.taken) from ApiTokenCountEntity c";
    private static final String REMOVE = "delete from ApiTokenCountEntity c";

    @Override
    public List<OfClient> count(RealmModel realm) {
        return countQuery(COUNT + " where t.realmId = :realm" + BY_CLIENT)
                .setParameter("realm", realm.getId())
                .getResultStream()
                .map(JpaApiTokenCounts::toModel)
                .toList();
    }

    @Override
    public void take() {
        long now = Time.currentTimeMillis();
        List<ApiTokenCountEntity> counts = countQuery(COUNT + BY_CLIENT)
                .getResultStream()
                .map(row -> new ApiTokenCountEntity(row.get("realm", String.class), now, toModel(row)))
                .toList();
        em.createQuery(REMOVE).executeUpdate();
        counts.forEach(em::persist);
        em.flush();
    }

    @Override
    public Optional<Long> lastTaken() {
        return Optional.ofNullable(em.createQuery(LAST_TAKEN, Long.class).getSingleResult());
    }

    @Override
    public Optional<ApiTokenSummary> taken(RealmModel realm) {
        List<ApiTokenCountEntity> counts = em.createQuery(TAKEN, ApiTokenCountEntity.class)
                .setParameter("realm", realm.getId())
                .setHint(HibernateHints.HINT_READ_ONLY, true)
                .getResultList();
        return counts.stream()
                .findFirst()
                .map(any -> new ApiTokenSummary(
                        any.taken(),
                        counts.stream().map(ApiTokenCountEntity::toModel).toList()));
    }

    @Override
    public Map<String, Long> active() {
        return em.createQuery(TAKEN_ACTIVE, Tuple.class)
                .getResultStream()
                .collect(Collectors.toMap(row -> row.get("realm", String.class), row -> row.get("active", Long.class)));
    }

    private TypedQuery<Tuple> countQuery(String text) {
        long now = Time.currentTimeMillis();
        return em.createQuery(text, Tuple.class)
                .setParameter("now", now)
                .setParameter("never", ApiTokenEntity.NEVER)
                .setParameter("unusedSince", now - ApiTokenSummary.UNUSED);
    }

    private static OfClient toModel(Tuple row) {
        return new OfClient(
                row.get("client", String.class),
                row.get("active", Long.class),
                row.get("expired", Long.class),
                row.get("revoked", Long.class),
                row.get("neverExpiring", Long.class),
                row.get("unused", Long.class),
                row.get("unlimited", Long.class));
    }

    private static String sum(String name, String condition) {
        return ", sum(case when %s then 1L else 0L end) as %s".formatted(condition, name);
    }
}
