package io.apitokens.keycloak.store.jpa;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;

import jakarta.persistence.EntityManager;

import io.apitokens.keycloak.log.LogMessage;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.TokenUse;
import org.jboss.logging.Logger;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.timer.ScheduledTask;

/**
 * Collects the uses of API tokens on this node and writes them later, so that a use costs no statement and few
 * statements write the uses of many requests. Keeps the last use of each API token, and none if the row has one of the
 * same minute. A crash loses the uses since the last write; a shutdown loses those whose rows are locked.
 */
final class UseLog implements ScheduledTask {

    private static final int BATCH = 100;
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

    /** Writes the uses in transactions of their own. Uses that cannot be written stay for the next time. */
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
        left.removeAll(KeycloakModelUtils.runJobInTransactionWithResult(
                factory, session -> rows(session).write(batch)));
        if (!left.isEmpty()) {
            // Drops the uses of removed rows, which would stay forever.
            left.retainAll(KeycloakModelUtils.runJobInTransactionWithResult(
                    factory, session -> rows(session).existing(left)));
        }
        batch.forEach((id, use) -> {
            if (!left.contains(id)) {
                uses.remove(id, use);
            }
        });
    }

    /** Runs one write. A failure, whatever its cause, does not stop the other writes. */
    @SuppressWarnings("IllegalCatch")
    private static void attempt(Runnable writing) {
        try {
            writing.run();
        } catch (RuntimeException e) {
            LogMessage.USES_NOT_WRITTEN.log(LOG, e);
        }
    }

    private static void write(KeycloakSession session, String id, LateUse late) {
        RealmModel realm = session.realms().getRealm(late.realmId());
        if (realm == null) {
            return;
        }
        session.getContext().setRealm(realm);
        ApiTokenProvider.of(session).byId(realm, id).ifPresent(token -> new LateUseRows(session, realm, em(session))
                .write(token, late.use()));
    }

    private static LastUseRows rows(KeycloakSession session) {
        return new LastUseRows(em(session));
    }

    private static EntityManager em(KeycloakSession session) {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    private record LateUse(String realmId, TokenUse use) {}
}
