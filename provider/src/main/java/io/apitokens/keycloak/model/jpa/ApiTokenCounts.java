package io.apitokens.keycloak.model.jpa;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.persistence.TypedQuery;

import io.apitokens.keycloak.model.ApiTokenSummary;
import io.apitokens.keycloak.model.ApiTokenSummary.OfClient;
import org.keycloak.common.util.Time;
import org.keycloak.models.RealmModel;

/** Counts rows by realm and client: one statement, which reads them all. */
record ApiTokenCounts(EntityManager em) {

    private static final String ACTIVE = "t.revoked is null and t.expires > :now";
    private static final String COUNTS = "select t.realmId as realm, t.clientId as client,"
            + count("active", ACTIVE)
            + count("expired", "t.revokedReason = 'EXPIRED' or t.revoked is null and t.expires <= :now")
            + count("revoked", "t.revokedReason <> 'EXPIRED'")
            + count("neverExpiring", ACTIVE + " and t.expires = :never")
            + count("unused", ACTIVE + " and t.created < :unusedSince and t.lastUsed < :unusedSince")
            + " count(t) as total from ApiTokenEntity t";
    private static final String BY_CLIENT = " group by t.realmId, t.clientId";

    List<OfClient> of(RealmModel realm) {
        return query(COUNTS + " where t.realmId = :realm" + BY_CLIENT)
                .setParameter("realm", realm.getId())
                .getResultStream()
                .map(ApiTokenCounts::toModel)
                .toList();
    }

    /** By the id of the realm. */
    Map<String, List<OfClient>> ofAll() {
        return query(COUNTS + BY_CLIENT)
                .getResultStream()
                .collect(Collectors.groupingBy(
                        row -> row.get("realm", String.class),
                        Collectors.mapping(ApiTokenCounts::toModel, Collectors.toList())));
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
        return " sum(case when %s then 1L else 0L end) as %s,".formatted(condition, name);
    }
}
