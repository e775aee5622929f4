package io.apitokens.keycloak.model.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;

/**
 * Statements whose effect is acknowledged when their transaction is committed. Where a transaction changes no entities
 * but events and sessions, Keycloak lets PostgreSQL commit it without waiting for the disk; statements it does not see.
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
