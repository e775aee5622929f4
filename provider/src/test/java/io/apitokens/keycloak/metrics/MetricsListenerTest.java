package io.apitokens.keycloak.metrics;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.apitokens.keycloak.event.ApiTokenEvent;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.keycloak.events.Details;
import org.keycloak.events.Event;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakTransaction;
import org.keycloak.models.KeycloakTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;

class MetricsListenerTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final ApiTokenMetrics metrics = new MicrometerMetrics(registry);
    private final List<KeycloakTransaction> enlisted = new ArrayList<>();
    private final MetricsListener listener = new MetricsListener(session());

    @Test
    void committedChangeIsCounted() {
        listener.onEvent(revocation());
        assertThat(registry.find("keycloak.api.tokens.revocations").counter()).isNull();
        end(KeycloakTransaction::commit);
        assertThat(registry.get("keycloak.api.tokens.revocations")
                        .tags("realm", "demo", "actor", "none", "reason", "expired")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void rolledBackChangeIsNotCounted() {
        listener.onEvent(revocation());
        end(KeycloakTransaction::rollback);
        assertThat(registry.find("keycloak.api.tokens.revocations").counter()).isNull();
    }

    @Test
    void otherCredentialsAreNotCounted() {
        Event event = revocation();
        event.setDetails(Map.of(Details.CREDENTIAL_TYPE, "password"));
        listener.onEvent(event);
        assertThat(enlisted).isEmpty();
    }

    private static Event revocation() {
        Event event = new Event();
        event.setType(EventType.REMOVE_CREDENTIAL);
        event.setRealmName("demo");
        event.setDetails(Map.of(
                Details.CREDENTIAL_TYPE, ApiTokenEvent.CREDENTIAL_TYPE,
                Details.ACTION, ApiTokenEvent.REVOKE,
                Details.REASON, "expired"));
        return event;
    }

    private void end(Consumer<KeycloakTransaction> how) {
        assertThat(enlisted).isNotEmpty().allSatisfy(transaction -> {
            transaction.begin();
            how.accept(transaction);
        });
    }

    private KeycloakSession session() {
        KeycloakTransactionManager transactions = answering(KeycloakTransactionManager.class, (self, method, given) -> {
            enlisted.add((KeycloakTransaction) given[0]);
            return null;
        });
        return answering(
                KeycloakSession.class,
                (self, method, given) -> method.getName().equals("getProvider") ? metrics : transactions);
    }

    private static <T> T answering(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
    }
}
