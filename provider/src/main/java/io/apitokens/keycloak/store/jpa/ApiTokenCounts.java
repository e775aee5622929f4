package io.apitokens.keycloak.store.jpa;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.persistence.TypedQuery;

import io.apitokens.keycloak.store.ApiTokenSummary;
import io.apitokens.keycloak.store.ApiTokenSummary.OfClient;
import org.hibernate.jpa.HibernateHints;
import org.keycloak.common.util.Time;
import org.keycloak.models.RealmModel;

/** Counts rows by realm and client: one statement, which reads them all. What it counted last is kept. */
record ApiTokenCounts(EntityManager em) {

    private static final String ACTIVE = "t.revoked is null and t.expires > :now";
    private static final String COUNTS = "select t.realmId as realm, t.clientId as client"
            + count("active", ACTIVE)
            + count("expired", "t.revokedReason = 'EXPIRED' or t.revoked is null and t.expires <= :now")
            + count("revoked", "t.revokedReason <> 'EXPIRED'")
            + count("neverExpiring", ACTIVE + " and t.expires = :never")
            + count("unused", ACTIVE + " and t.created < :unusedSince and t.lastUsed < :unusedSince")
            + " from ApiTokenEntity t";
    private static final String BY_CLIENT = " group by t.realmId, t.clientId";

    List<OfClient> of(RealmModel realm) {
        return query(COUNTS + " where t.realmId = :realm" + BY_CLIENT)
                .setParameter("realm", realm.getId())
                .getResultStream()
                .map(ApiTokenCounts::toModel)
                .toList();
    }

    /** Counts those of all realms, and keeps it. */
    void take() {
        long now = Time.currentTimeMillis();
        List<ApiTokenCountEntity> counts = query(COUNTS + BY_CLIENT)
                .getResultStream()
                .map(row -> new ApiTokenCountEntity(row.get("realm", String.class), now, toModel(row)))
                .toList();
        em.createNamedQuery(ApiTokenCountEntity.REMOVE).executeUpdate();
        counts.forEach(em::persist);
        em.flush();
    }

    /** When they were taken, in epoch milliseconds. */
    Optional<Long> lastTaken() {
        return Optional.ofNullable(
                em.createNamedQuery(ApiTokenCountEntity.LAST_TAKEN, Long.class).getSingleResult());
    }

    /** What was kept of a realm. */
    Optional<ApiTokenSummary> taken(RealmModel realm) {
        List<ApiTokenCountEntity> counts = em.createNamedQuery(ApiTokenCountEntity.OF_REALM, ApiTokenCountEntity.class)
                .setParameter("realm", realm.getId())
                .setHint(HibernateHints.HINT_READ_ONLY, true)
                .getResultList();
        return counts.stream()
                .findFirst()
                .map(any -> new ApiTokenSummary(
                        any.taken(),
                        counts.stream().map(ApiTokenCountEntity::toModel).toList()));
    }

    /** How many active ones there were in each realm, by its id. */
    Map<String, Long> active() {
        return em.createNamedQuery(ApiTokenCountEntity.ACTIVE, Tuple.class)
                .getResultStream()
                .collect(Collectors.toMap(row -> row.get("realm", String.class), row -> row.get("active", Long.class)));
    }

    /** Forgets what was kept of a realm. */
    void remove(RealmModel realm) {
        em.createNamedQuery(ApiTokenCountEntity.REMOVE_OF_REALM)
                .setParameter("realm", realm.getId())
                .executeUpdate();
    }

    private TypedQuery<Tuple> query(String text) {
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
                row.get("unused", Long.class));
    }

    private static String count(String name, String condition) {
        return ", sum(case when %s then 1L else 0L end) as %s".formatted(condition, name);
    }
}
