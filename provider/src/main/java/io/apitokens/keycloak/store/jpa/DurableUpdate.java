package io.apitokens.keycloak.store.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;

/**
 * Statements whose effect the answer to a request acknowledges. Where the entities that a transaction changes are but
 * events and sessions, Keycloak lets PostgreSQL commit it without waiting for the disk; it does not count statements.
 */
final class DurableUpdate {

    /** Of Keycloak's {@code AsyncCommitIntegrator}. */
    private static final String SYNCHRONOUS = "kc.sync_commit_required";

    private DurableUpdate() {}

    /** A named statement, after which the transaction is committed to the disk, with whatever else there is in it. */
    static Query of(EntityManager em, String name) {
        em.setProperty(SYNCHRONOUS, Boolean.TRUE);
        return em.createNamedQuery(name);
    }
}
