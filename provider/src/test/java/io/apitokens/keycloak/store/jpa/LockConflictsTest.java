package io.apitokens.keycloak.store.jpa;

import java.sql.SQLException;
import java.util.function.Supplier;

import io.apitokens.keycloak.store.ApiTokenBusyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.ModelException;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LockConflictsTest {

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01", "61000", "HYT00"})
    void failureToGetALockIsAConflict(String state) {
        assertThatThrownBy(() -> LockConflicts.givingWay(failure(state))).isInstanceOf(ApiTokenBusyException.class);
    }

    @Test
    void otherFailureIsNone() {
        assertThatThrownBy(() -> LockConflicts.givingWay(failure("08006")))
                .isInstanceOf(ModelException.class)
                .isNotInstanceOf(ApiTokenBusyException.class);
    }

    private static Supplier<Void> failure(String state) {
        return () -> {
            throw new ModelException("failed", new SQLException("failed", state));
        };
    }
}
