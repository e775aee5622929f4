package io.apitokens.keycloak.store.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;

/**
 * Creates update statements whose change survives a crash of the database once the request was answered. Keycloak lets
 * PostgreSQL commit without waiting for the disk if a transaction changes only entities of events and sessions, and
 * does not notice update statements.
 */
final class DurableUpdate {

    /** The property of Keycloak's {@code AsyncCommitIntegrator}, whose constant is private until 26.8. */
    static final String SYNCHRONOUS = "kc.sync_commit_required";

    private DurableUpdate() {}

    /** Creates a statement after which the transaction is committed to the disk. */
    static Query of(EntityManager em, String text) {
        em.setProperty(SYNCHRONOUS, Boolean.TRUE);
        return em.createQuery(text);
    }
}
