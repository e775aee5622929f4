package io.apitokens.keycloak.lifecycle;

import java.util.List;
import java.util.concurrent.TimeUnit;

import io.apitokens.keycloak.metrics.ApiTokenMetrics;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.timer.ScheduledTask;

/**
 * Does what is due: at each run what is due at a moment, every few minutes the counts, and once an hour what is
 * due after days.
 */
final class LifeCycleTask implements ScheduledTask {

    private static final long HOUR = TimeUnit.HOURS.toMillis(1);

    private static final long BETWEEN_SUMMARIES = TimeUnit.MINUTES.toMillis(5);

    private long lastHourly;
    private long lastSummaries;

    @Override
    public String getTaskName() {
        return "api-token-life-cycle";
    }

    @Override
    public void run(KeycloakSession session) {
        KeycloakSessionFactory factory = session.getKeycloakSessionFactory();
        ApiTokenMetrics metrics = ApiTokenMetrics.of(session);
        metrics.time("end-expired", new EndExpired(factory)::run);
        metrics.time("notice-expiring", new NoticeExpiring(factory)::run);
        if (isDue(lastSummaries, BETWEEN_SUMMARIES)) {
            metrics.time("take-summaries", new TakeSummaries(factory)::run);
            lastSummaries = Time.currentTimeMillis();
        }
        if (isDue(lastHourly, HOUR)) {
            List<PolicyScope> policies = PolicyScope.all(factory);
            metrics.time("end-unused", () -> new EndUnused(factory).run(policies));
            metrics.time("end-ownerless", () -> new EndOwnerless(factory).run(policies));
            metrics.time("remove-ended", () -> new RemoveEnded(factory).run(policies));
            lastHourly = Time.currentTimeMillis();
        }
    }

    private static boolean isDue(long last, long between) {
        return Math.abs(Time.currentTimeMillis() - last) >= between;
    }
}
