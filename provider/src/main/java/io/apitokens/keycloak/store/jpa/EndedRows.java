package io.apitokens.keycloak.store.jpa;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;

import io.apitokens.keycloak.token.ApiToken;
import org.hibernate.Timeouts;
import org.hibernate.jpa.SpecHints;
import org.jboss.logging.Logger;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Removes the oldest ended rows of a user above a limit, so that minting and revoking in a loop fills no table. It runs
 * after the commit of each request that ended API tokens, in short transactions of its own. So it fails no revocation,
 * and the last of several that race sees what all of them have committed.
 *
 * <p>A removed row opens nothing: every check of a secret, a derived token or a session asks for the row, and refuses
 * what has none. While the database has the derived or the granting session, the row stays: a crash may have left the
 * session behind, and {@code FinishEnds} finds it by the row.
 */
final class EndedRows extends AbstractKeycloakTransaction {

    private static final int BATCH = 100;
    private static final Logger LOG = Logger.getLogger(EndedRows.class);

    private static final String OF_USER = " from ApiTokenEntity t where t.userId = :user and t.realmId = :realm and ";
    private static final String NEWEST_FIRST =
            "select t.revoked, t.id" + OF_USER + "t.revoked is not null order by t.revoked desc, t.id desc";
    private static final String OLDEST_FIRST =
            "select t.id" + OF_USER + "t.revoked <= :at and (t.revoked < :at or t.id <= :id) and not "
                    + ApiTokenEntity.WITH_SESSION + " order by t.revoked, t.id";

    private final KeycloakSessionFactory factory;
    private final int max;
    private final Map<Owner, Integer> ended = new LinkedHashMap<>();

    private EndedRows(KeycloakSessionFactory factory, int max) {
        this.factory = factory;
        this.max = max;
    }

    /** Remembers that this request ends an API token: what exceeds the limit then is removed after its commit. */
    static void add(KeycloakSession session, ApiToken token, int max) {
        EndedRows rows = session.getAttribute(EndedRows.class.getName(), EndedRows.class);
        if (rows == null) {
            rows = new EndedRows(session.getKeycloakSessionFactory(), max);
            session.setAttribute(EndedRows.class.getName(), rows);
            // After Keycloak's own transaction of the sessions, which removes those of the API tokens.
            session.sessions();
            session.getTransactionManager().enlistAfterCompletion(rows);
        }
        rows.ended.merge(new Owner(token.realmId(), token.userId()), 1, Integer::sum);
    }

    @Override
    protected void commitImpl() {
        ended.forEach(this::removeExcess);
    }

    @Override
    protected void rollbackImpl() {
        // Nothing has ended.
    }

    /** Removes more than the request ended, so that a larger excess shrinks with each request, in bounded steps. */
    @SuppressWarnings("IllegalCatch")
    private void removeExcess(Owner owner, int justEnded) {
        try {
            int found = BATCH;
            for (int left = justEnded + BATCH; left > 0 && found == BATCH; left -= BATCH) {
                found = KeycloakModelUtils.runJobInTransactionWithResult(
                        factory, session -> removeOldest(entityManager(session), owner));
            }
        } catch (RuntimeException e) {
            // The revocation is committed, and its answer must not depend on this. The next one tries again.
            LOG.debugf(e, "Ended API tokens of user %s above the limit were left", owner.userId());
        }
    }

    /**
     * Passes over locked rows: somebody else removes them, and to wait for some with others in hand may be a deadlock.
     *
     * @return how many there were to remove
     */
    private int removeOldest(EntityManager em, Owner owner) {
        List<String> oldest = excess(em, owner);
        if (!oldest.isEmpty()) {
            em.createNamedQuery(ApiTokenEntity.BY_IDS, ApiTokenEntity.class)
                    .setParameter("ids", oldest)
                    .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                    .setHint(SpecHints.HINT_SPEC_LOCK_TIMEOUT, Timeouts.SKIP_LOCKED_MILLI)
                    .getResultList()
                    .forEach(em::remove);
        }
        return oldest.size();
    }

    private List<String> excess(EntityManager em, Owner owner) {
        List<Object[]> newestOfExcess = owner.of(em.createQuery(NEWEST_FIRST, Object[].class))
                .setFirstResult(max)
                .setMaxResults(1)
                .getResultList();
        return newestOfExcess.isEmpty()
                ? List.of()
                : owner.of(em.createQuery(OLDEST_FIRST, String.class))
                        .setParameter("at", newestOfExcess.get(0)[0])
                        .setParameter("id", newestOfExcess.get(0)[1])
                        .setMaxResults(BATCH)
                        .getResultList();
    }

    private static EntityManager entityManager(KeycloakSession session) {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    private record Owner(String realmId, String userId) {

        <T> TypedQuery<T> of(TypedQuery<T> query) {
            return query.setParameter("realm", realmId).setParameter("user", userId);
        }
    }
}
