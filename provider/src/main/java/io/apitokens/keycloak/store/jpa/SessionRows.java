package io.apitokens.keycloak.store.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;

import org.keycloak.models.jpa.session.JpaSessionUtil;
import org.keycloak.models.jpa.session.PersistentClientSessionEntity;
import org.keycloak.models.jpa.session.PersistentUserSessionEntity;

/** The rows that Keycloak keeps of an online user session. */
final class SessionRows {

    private static final String ONLINE = JpaSessionUtil.offlineToString(false);

    private SessionRows() {}

    /**
     * In the order in which Keycloak locks them where it removes a session.
     *
     * @return whether there is one
     */
    static boolean lock(EntityManager em, String id) {
        em.createQuery(
                        "select c from PersistentClientSessionEntity c"
                                + " where c.userSessionId = :id and c.offline = :offline",
                        PersistentClientSessionEntity.class)
                .setParameter("id", id)
                .setParameter("offline", ONLINE)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
        return em.find(
                        PersistentUserSessionEntity.class,
                        new PersistentUserSessionEntity.Key(id, ONLINE),
                        LockModeType.PESSIMISTIC_WRITE)
                != null;
    }
}
