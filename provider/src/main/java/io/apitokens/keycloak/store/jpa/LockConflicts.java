package io.apitokens.keycloak.store.jpa;

import java.sql.SQLException;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.persistence.LockTimeoutException;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.PessimisticLockException;

import io.apitokens.keycloak.store.ApiTokenBusyException;
import org.hibernate.exception.LockAcquisitionException;
import org.keycloak.connections.jpa.support.EntityManagerProxy;
import org.keycloak.models.ModelException;

/** What to make of statements that other requests are in the way of. */
final class LockConflicts {

    private LockConflicts() {}

    /** As Keycloak's entity manager does for its own methods, and with a word for what can be repeated. */
    static <T> T givingWay(Supplier<T> action) {
        try {
            return action.get();
        } catch (PersistenceException | ModelException e) {
            boolean busy = Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause)
                    .anyMatch(LockConflicts::isLockFailure);
            throw busy ? new ApiTokenBusyException(e) : EntityManagerProxy.convert(e);
        }
    }

    /** Deadlocks and failed serialisations are of SQLSTATE class 40, and 61000 to Oracle. */
    private static boolean isLockFailure(Throwable e) {
        return e instanceof LockAcquisitionException
                || e instanceof PessimisticLockException
                || e instanceof LockTimeoutException
                || e instanceof SQLException sql
                        && sql.getSQLState() != null
                        && (sql.getSQLState().startsWith("40") || "61000".equals(sql.getSQLState()));
    }
}
