package io.apitokens.keycloak.model.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;

/**
 * Statements whose effect the answer to a request acknowledges. Keycloak lets PostgreSQL commit a transaction without
 * waiting for the disk where the entities that it changes are but events and sessions, and statements it does not count.
 */
final class AcknowledgedChange {

    /** Of Keycloak's {@code AsyncCommitIntegrator}. */
    private static final String SYNCHRONOUS = "kc.sync_commit_required";

    private AcknowledgedChange() {}

    /** A named statement, after which the transaction is committed to the disk, with whatever else there is in it. */
    static Query of(EntityManager em, String name) {
        em.setProperty(SYNCHRONOUS, Boolean.TRUE);
        return em.createNamedQuery(name);
    }
}
