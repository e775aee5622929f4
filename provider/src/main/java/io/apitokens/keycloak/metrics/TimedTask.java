package io.apitokens.keycloak.metrics;

import org.keycloak.models.KeycloakSession;
import org.keycloak.timer.ScheduledTask;

/** Measures the time of a task. */
public record TimedTask(String name, ScheduledTask task) implements ScheduledTask {

    @Override
    public String getTaskName() {
        return task.getTaskName();
    }

    @Override
    public void run(KeycloakSession session) {
        ApiTokenMetrics.of(session).time(name, () -> task.run(session));
    }
}
