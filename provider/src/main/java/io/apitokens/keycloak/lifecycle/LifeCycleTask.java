package io.apitokens.keycloak.lifecycle;

import java.util.List;
import java.util.concurrent.TimeUnit;

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
        new EndExpired(factory).run();
        new FinishEnds(factory).run(isDue(lastHourly, HOUR));
        new NoticeExpiring(factory).run();
        if (isDue(lastSummaries, BETWEEN_SUMMARIES)) {
            new TakeSummaries(factory).run();
            lastSummaries = Time.currentTimeMillis();
        }
        if (isDue(lastHourly, HOUR)) {
            List<PolicyScope> policies = PolicyScope.all(factory);
            new EndUnused(factory).run(policies);
            new EndOwnerless(factory).run(policies);
            new RemoveEnded(factory).run(policies);
            lastHourly = Time.currentTimeMillis();
        }
    }

    private static boolean isDue(long last, long between) {
        return Math.abs(Time.currentTimeMillis() - last) >= between;
    }
}
