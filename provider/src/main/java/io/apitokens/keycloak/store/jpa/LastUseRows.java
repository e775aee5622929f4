package io.apitokens.keycloak.store.jpa;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;

import io.apitokens.keycloak.token.TokenUse;
import org.hibernate.Timeouts;
import org.hibernate.jpa.SpecHints;

/** Writes the last uses of API tokens. */
record LastUseRows(EntityManager em) {

    private static final String BY_IDS = "select u from LastUseEntity u where u.id in :ids";

    /**
     * Writes the uses whose rows are not locked. Waiting for locked rows, such as those of a user who mints, could
     * deadlock and fail the user's request. Each row is updated by its id, because an update by a list of ids waits for
     * unrelated rows on MariaDB.
     *
     * @return ids of the written rows
     */
    Set<String> write(Map<String, TokenUse> uses) {
        List<LastUseEntity> free = rows(uses.keySet())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .setHint(SpecHints.HINT_SPEC_LOCK_TIMEOUT, Timeouts.SKIP_LOCKED_MILLI)
                .getResultList();
        free.forEach(row -> row.replace(uses.get(row.id())));
        return ids(free);
    }

    /** Returns those of the ids whose rows exist. */
    Set<String> existing(Set<String> ids) {
        return ids(rows(ids).getResultList());
    }

    private TypedQuery<LastUseEntity> rows(Set<String> ids) {
        return em.createQuery(BY_IDS, LastUseEntity.class).setParameter("ids", ids);
    }

    private static Set<String> ids(List<LastUseEntity> rows) {
        return rows.stream().map(LastUseEntity::id).collect(Collectors.toSet());
    }
}
