package io.apitokens.keycloak.store.jpa;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;

import io.apitokens.keycloak.event.ApiTokenEvent;
import io.apitokens.keycloak.log.LogMessage;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Rotation;
import io.apitokens.keycloak.token.TokenUse;
import org.hibernate.Timeouts;
import org.hibernate.jpa.SpecHints;
import org.jboss.logging.Logger;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.timer.ScheduledTask;

/**
 * The uses of API tokens that this node has seen and not written yet: one of each API token, and none that its row
 * knows within the minute. So a use costs no statement; what many requests did is written by few. A crash loses what
 * came since the last writing, and a shutdown what somebody else has locked.
 */
final class UseLog implements ScheduledTask {

    private static final int BATCH = 100;
    private static final long REPORT_INTERVAL = TimeUnit.DAYS.toMillis(1);
    private static final long ELSEWHERE_INTERVAL = TimeUnit.HOURS.toMillis(1);
    private static final Logger LOG = Logger.getLogger(UseLog.class);

    private final ConcurrentMap<String, TokenUse> uses = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, LateUse> lateUses = new ConcurrentHashMap<>();

    void used(KeycloakSession session, ApiToken token) {
        if (TokenUse.isNews(token.lastUse())) {
            uses.put(token.id(), TokenUse.now(session));
        }
    }

    void usedLate(KeycloakSession session, ApiToken token) {
        if (TokenUse.isNews(token.rotation().lateUse())) {
            lateUses.put(token.id(), new LateUse(token.realmId(), TokenUse.now(session)));
        }
    }

    @Override
    public String getTaskName() {
        return "api-token-uses";
    }

    @Override
    public void run(KeycloakSession session) {
        write(session.getKeycloakSessionFactory());
    }

    /** Writes what there is, in transactions of their own; what could not be written stays for the next time. */
    void write(KeycloakSessionFactory factory) {
        List<Map.Entry<String, TokenUse>> seen = List.copyOf(uses.entrySet());
        for (int from = 0; from < seen.size(); from += BATCH) {
            Map<String, TokenUse> batch = seen.subList(from, Math.min(from + BATCH, seen.size())).stream()
                    .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
            attempt(() -> write(factory, batch));
        }
        lateUses.forEach((id, late) -> attempt(() -> {
            KeycloakModelUtils.runJobInTransaction(factory, session -> write(session, id, late));
            lateUses.remove(id, late);
        }));
    }

    private void write(KeycloakSessionFactory factory, Map<String, TokenUse> batch) {
        Set<String> left = new HashSet<>(batch.keySet());
        left.removeAll(KeycloakModelUtils.runJobInTransactionWithResult(factory, session -> writeFree(session, batch)));
        if (!left.isEmpty()) {
            // Those of rows that were removed would stay for ever.
            left.retainAll(KeycloakModelUtils.runJobInTransactionWithResult(
                    factory, session -> ids(rows(entityManager(session), left).getResultList())));
        }
        batch.forEach((id, use) -> {
            if (!left.contains(id)) {
                uses.remove(id, use);
            }
        });
    }

    /** What could not be written waits, whatever the reason, and nothing else waits for it. */
    @SuppressWarnings("IllegalCatch")
    private static void attempt(Runnable writing) {
        try {
            writing.run();
        } catch (RuntimeException e) {
            LogMessage.USES_NOT_WRITTEN.log(LOG, e);
        }
    }

    /**
     * Passes over rows that somebody else has locked, such as a user who mints. To wait for some with others in hand
     * may be to wait for each other, and then the user's request might be the one that fails. Each row is changed by
     * its id: an update by a list of them would wait, on MariaDB, for others as well.
     *
     * @return ids of those that are written
     */
    private static Set<String> writeFree(KeycloakSession session, Map<String, TokenUse> batch) {
        List<LastUseEntity> free = rows(entityManager(session), batch.keySet())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .setHint(SpecHints.HINT_SPEC_LOCK_TIMEOUT, Timeouts.SKIP_LOCKED_MILLI)
                .getResultList();
        free.forEach(row -> row.replace(batch.get(row.id())));
        return ids(free);
    }

    private static TypedQuery<LastUseEntity> rows(EntityManager em, Set<String> ids) {
        return em.createNamedQuery(LastUseEntity.BY_IDS, LastUseEntity.class).setParameter("ids", ids);
    }

    private static Set<String> ids(List<LastUseEntity> rows) {
        return rows.stream().map(LastUseEntity::id).collect(Collectors.toSet());
    }

    private static void write(KeycloakSession session, String id, LateUse late) {
        RealmModel realm = session.realms().getRealm(late.realmId());
        if (realm == null) {
            return;
        }
        session.getContext().setRealm(realm);
        ApiTokenProvider.of(session).byId(realm, id).ifPresent(token -> write(session, realm, token, late.use()));
    }

    private static void write(KeycloakSession session, RealmModel realm, ApiToken token, TokenUse use) {
        Long before = token.rotation().lateUseReported();
        boolean isNews = isNews(token.rotation(), use);
        int written = entityManager(session)
                .createNamedQuery(ApiTokenEntity.USED_LATE)
                .setParameter("id", token.id())
                .setParameter("number", token.rotation().number())
                .setParameter("at", use.at())
                .setParameter("address", use.address())
                .setParameter("client", use.clientId())
                .setParameter("before", before == null ? 0 : before)
                .setParameter("reported", isNews ? use.at() : before)
                .executeUpdate();
        // Of two nodes that saw it, one reports it.
        if (isNews && written == 1) {
            report(session, realm, token, use);
        }
    }

    /**
     * Each use left an event of the endpoint. That of the API token itself, which notices hang on, comes once a day, or
     * after an hour where the secret turns up somewhere else.
     */
    private static boolean isNews(Rotation rotation, TokenUse use) {
        Long reported = rotation.lateUseReported();
        if (reported == null || use.at() - reported >= REPORT_INTERVAL) {
            return true;
        }
        boolean elsewhere = !use.address().equals(rotation.lateUse().address())
                || !Objects.equals(use.clientId(), rotation.lateUse().clientId());
        return elsewhere && use.at() - reported >= ELSEWHERE_INTERVAL;
    }

    private static void report(KeycloakSession session, RealmModel realm, ApiToken token, TokenUse use) {
        EventBuilder event = new EventBuilder(realm, session).ipAddress(use.address());
        ApiTokenEvent.begin(event, EventType.UPDATE_CREDENTIAL, ApiTokenEvent.LATE_USE);
        ApiTokenEvent.describe(event, realm, token)
                .storeImmediately(false)
                .detail(Details.REASON, "A secret was used that a rotation had replaced")
                .error(Errors.INVALID_TOKEN);
    }

    private static EntityManager entityManager(KeycloakSession session) {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    private record LateUse(String realmId, TokenUse use) {}
}
