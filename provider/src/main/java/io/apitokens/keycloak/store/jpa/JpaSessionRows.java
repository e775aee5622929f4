package io.apitokens.keycloak.store.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;

import io.apitokens.keycloak.store.SessionRows;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.DerivedSessionId;
import org.keycloak.models.jpa.session.JpaSessionUtil;
import org.keycloak.models.jpa.session.PersistentClientSessionEntity;
import org.keycloak.models.jpa.session.PersistentUserSessionEntity;

/** Keycloak's rows of the sessions of API tokens. */
record JpaSessionRows(EntityManager em) implements SessionRows {

    /** JPQL condition: the database has the derived session or the granting session of the API token {@code t}. */
    static final String OF_TOKEN_EXIST = "(exists (select 1 from PersistentUserSessionEntity s"
            + " where s.userSessionId = concat(substring(t.id, 1, 14), '8', substring(t.id, 16)))"
            + " or exists (select 1 from PersistentClientSessionEntity c"
            + " where c.userSessionId = t.grantingSessionId and c.clientId in (t.grantingClientId, 'external')))";

    private static final String CLIENT_SESSIONS =
            "select c from PersistentClientSessionEntity c where c.userSessionId = :id and c.offline = :offline";
    private static final String FORGET_GRANTING_SESSION =
            "update ApiTokenEntity t set t.grantingSessionId = null where t.id = :id and t.revoked is not null";

    private static final String ONLINE = JpaSessionUtil.offlineToString(false);

    /** Locks the online derived session, in the order in which Keycloak locks it to remove it. */
    @Override
    public boolean lockDerived(ApiToken token) {
        String id = DerivedSessionId.of(token.id());
        em.createQuery(CLIENT_SESSIONS, PersistentClientSessionEntity.class)
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

    @Override
    public void forgetGranting(ApiToken token) {
        em.createQuery(FORGET_GRANTING_SESSION).setParameter("id", token.id()).executeUpdate();
    }
}
