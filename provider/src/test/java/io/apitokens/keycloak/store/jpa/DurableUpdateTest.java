package io.apitokens.keycloak.store.jpa;

import java.lang.reflect.Field;

import org.junit.jupiter.api.Test;
import org.keycloak.connections.jpa.AsyncCommitIntegrator;

import static org.assertj.core.api.Assertions.assertThat;

class DurableUpdateTest {

    @Test
    void propertyIsTheOneThatKeycloakReads() throws ReflectiveOperationException {
        Field property = AsyncCommitIntegrator.class.getDeclaredField("SYNC_REQUIRED");
        property.setAccessible(true);
        assertThat(property.get(null)).isEqualTo(DurableUpdate.SYNCHRONOUS);
    }
}
