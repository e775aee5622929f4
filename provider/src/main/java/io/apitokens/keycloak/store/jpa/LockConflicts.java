package io.apitokens.keycloak.store.jpa;

import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.persistence.LockTimeoutException;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.PessimisticLockException;

import io.apitokens.keycloak.store.ApiTokenBusyException;
import org.hibernate.exception.LockAcquisitionException;
import org.keycloak.connections.jpa.support.EntityManagerProxy;
import org.keycloak.models.ModelException;

/** Translates the errors of statements that conflict with concurrent requests. */
final class LockConflicts {

    private static final Set<String> OTHER_STATES = Set.of("61000", "HYT00");

    private LockConflicts() {}

    /** Translates errors as Keycloak's entity manager does, and lock conflicts to {@link ApiTokenBusyException}. */
    static <T> T givingWay(Supplier<T> action) {
        try {
            return action.get();
        } catch (PersistenceException | ModelException e) {
            boolean busy = Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause)
                    .anyMatch(LockConflicts::isLockFailure);
            throw busy ? new ApiTokenBusyException(e) : EntityManagerProxy.convert(e);
        }
    }

    /**
     * Recognises deadlocks and failed serialisations: SQLSTATE class 40, and 61000 on Oracle. HYT00 is a timeout of H2,
     * where an insert waits for a transaction that has inserted the same key.
     */
    private static boolean isLockFailure(Throwable e) {
        return e instanceof LockAcquisitionException
                || e instanceof PessimisticLockException
                || e instanceof LockTimeoutException
                || e instanceof SQLException sql
                        && sql.getSQLState() != null
                        && (sql.getSQLState().startsWith("40") || OTHER_STATES.contains(sql.getSQLState()));
    }
}
