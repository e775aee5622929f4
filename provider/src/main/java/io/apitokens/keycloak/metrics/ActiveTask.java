package io.apitokens.keycloak.metrics;

import java.util.HashMap;
import java.util.Map;

import io.apitokens.keycloak.store.ApiTokenProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.timer.ScheduledTask;

/** Publishes the last counts of active API tokens, which any node can have taken. */
final class ActiveTask implements ScheduledTask {

    @Override
    public String getTaskName() {
        return "api-token-active";
    }

    @Override
    public void run(KeycloakSession session) {
        Map<String, Long> counts = new HashMap<>();
        ApiTokenProvider.of(session).counts().active().forEach((realmId, active) -> {
            RealmModel realm = session.realms().getRealm(realmId);
            if (realm != null) {
                counts.put(realm.getName(), active);
            }
        });
        ApiTokenMetrics.of(session).activeNow(counts);
    }
}
