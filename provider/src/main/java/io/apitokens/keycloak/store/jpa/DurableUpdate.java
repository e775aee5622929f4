package io.apitokens.keycloak.store.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;

/**
 * Creates update statements that the response to a request acknowledges. Keycloak lets PostgreSQL commit a transaction
 * without waiting for the disk if it changes only entities of events and sessions, and does not consider statements.
 */
final class DurableUpdate {

    /** Property of Keycloak's {@code AsyncCommitIntegrator}. */
    private static final String SYNCHRONOUS = "kc.sync_commit_required";

    private DurableUpdate() {}

    /** Creates a statement after which the transaction is committed to the disk. */
    static Query of(EntityManager em, String text) {
        em.setProperty(SYNCHRONOUS, Boolean.TRUE);
        return em.createQuery(text);
    }
}
