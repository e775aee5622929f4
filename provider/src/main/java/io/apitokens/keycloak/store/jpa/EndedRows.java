package io.apitokens.keycloak.store.jpa;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;

import io.apitokens.keycloak.token.Owner;
import org.hibernate.Timeouts;
import org.hibernate.jpa.SpecHints;
import org.jboss.logging.Logger;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Limits the ended rows of a user by removing the oldest, so that minting and revoking in a loop does not fill the
 * table. Runs after the commit of each request that ended API tokens, in short transactions of its own. So it fails no
 * revocation, and the last of several concurrent requests sees the commits of all.
 *
 * <p>A secret or derived token is not accepted after the removal of its row: each check reads the row, and fails
 * without one. A row stays while the database has its derived or granting session, because {@code FinishEnds} needs the
 * row to find a session that a crash has left behind.
 */
final class EndedRows extends AbstractKeycloakTransaction {

    private static final int BATCH = 100;
    private static final Logger LOG = Logger.getLogger(EndedRows.class);

    private static final String OF_USER = " from ApiTokenEntity t where t.userId = :user and t.realmId = :realm and ";
    private static final String NEWEST_FIRST =
            "select t.revoked, t.id" + OF_USER + "t.revoked is not null order by t.revoked desc, t.id desc";
    private static final String OLDEST_FIRST =
            "select t.id" + OF_USER + "t.revoked <= :at and (t.revoked < :at or t.id <= :id) and not "
                    + JpaSessionRows.OF_TOKEN_EXIST + " order by t.revoked, t.id";

    private final KeycloakSessionFactory factory;
    private final int max;
    private final Map<Owner, Integer> ended = new LinkedHashMap<>();

    private EndedRows(KeycloakSessionFactory factory, int max) {
        this.factory = factory;
        this.max = max;
    }

    /** Notes that this request ends an API token, so that the user's excess is removed after the commit. */
    static void add(KeycloakSession session, Owner owner, int max) {
        EndedRows rows = session.getAttribute(EndedRows.class.getName(), EndedRows.class);
        if (rows == null) {
            rows = new EndedRows(session.getKeycloakSessionFactory(), max);
            session.setAttribute(EndedRows.class.getName(), rows);
            // Enlists Keycloak's own transaction first, which removes the sessions of the API tokens.
            session.sessions();
            session.getTransactionManager().enlistAfterCompletion(rows);
        }
        rows.ended.merge(owner, 1, Integer::sum);
    }

    @Override
    protected void commitImpl() {
        ended.forEach(this::removeExcess);
    }

    @Override
    protected void rollbackImpl() {
        // Nothing has ended.
    }

    /** Removes more rows than the request ended, so that a larger excess shrinks with each request. */
    @SuppressWarnings("IllegalCatch")
    private void removeExcess(Owner owner, int justEnded) {
        try {
            int found = BATCH;
            for (int left = justEnded + BATCH; left > 0 && found == BATCH; left -= BATCH) {
                found = KeycloakModelUtils.runJobInTransactionWithResult(
                        factory, session -> removeOldest(entityManager(session), owner));
            }
        } catch (RuntimeException e) {
            // The revocation is committed and must not fail now. The next revocation of the user tries again.
            LOG.debugf(e, "Ended API tokens of user %s above the limit were not removed", owner.userId());
        }
    }

    /**
     * Skips locked rows: another transaction removes them, and waiting for them could deadlock.
     *
     * @return the number of rows to remove, including skipped ones
     */
    private int removeOldest(EntityManager em, Owner owner) {
        List<String> oldest = excess(em, owner);
        if (!oldest.isEmpty()) {
            new ApiTokenRows(em)
                    .changeableByIds(oldest)
                    .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                    .setHint(SpecHints.HINT_SPEC_LOCK_TIMEOUT, Timeouts.SKIP_LOCKED_MILLI)
                    .getResultList()
                    .forEach(em::remove);
        }
        return oldest.size();
    }

    private List<String> excess(EntityManager em, Owner owner) {
        List<Object[]> newestOfExcess = of(owner, em.createQuery(NEWEST_FIRST, Object[].class))
                .setFirstResult(max)
                .setMaxResults(1)
                .getResultList();
        return newestOfExcess.isEmpty()
                ? List.of()
                : of(owner, em.createQuery(OLDEST_FIRST, String.class))
                        .setParameter("at", newestOfExcess.get(0)[0])
                        .setParameter("id", newestOfExcess.get(0)[1])
                        .setMaxResults(BATCH)
                        .getResultList();
    }

    private static EntityManager entityManager(KeycloakSession session) {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    private static <T> TypedQuery<T> of(Owner owner, TypedQuery<T> query) {
        return query.setParameter("realm", owner.realmId()).setParameter("user", owner.userId());
    }
}
