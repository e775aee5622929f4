package io.apitokens.keycloak.lifecycle;

import java.util.List;
import java.util.concurrent.TimeUnit;

import io.apitokens.keycloak.log.LogMessage;
import io.apitokens.keycloak.metrics.ApiTokenMetrics;
import org.jboss.logging.Logger;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.timer.ScheduledTask;

/** Runs the steps of the life cycle. Some run each time, and those that concern days once an hour on each node. */
final class LifeCycleTask implements ScheduledTask {

    private static final long HOUR = TimeUnit.HOURS.toMillis(1);

    private static final Logger LOG = Logger.getLogger(LifeCycleTask.class);

    private long lastHourly;

    @Override
    public String getTaskName() {
        return "api-token-life-cycle";
    }

    @Override
    public void run(KeycloakSession session) {
        KeycloakSessionFactory factory = session.getKeycloakSessionFactory();
        ApiTokenMetrics metrics = ApiTokenMetrics.of(session);
        Budget budget = Budget.begin();
        step(metrics, "end-expired", new EndExpired(factory, budget)::run);
        step(metrics, "finish-ends", () -> new FinishEnds(factory, budget).run(isDue(lastHourly, HOUR)));
        step(metrics, "notice-expiring", new NoticeExpiring(factory, budget)::run);
        if (isDue(lastHourly, HOUR)) {
            List<PolicyScope> policies = PolicyScope.all(factory);
            step(metrics, "end-unused", () -> new EndUnused(factory, budget).run(policies));
            step(metrics, "end-ownerless", () -> new EndOwnerless(factory, budget).run(policies));
            step(metrics, "remove-ended", () -> new RemoveEnded(factory, budget).run(policies));
            // Unfinished work is due at the next run.
            lastHourly = budget.isLeft() ? Time.currentTimeMillis() : lastHourly;
        }
        step(metrics, "take-summaries", new TakeSummaries(factory)::run);
    }

    /** Runs one step. A failing step does not stop the others. */
    @SuppressWarnings("IllegalCatch")
    private static void step(ApiTokenMetrics metrics, String name, Runnable work) {
        try {
            metrics.time(name, work);
        } catch (RuntimeException e) {
            LogMessage.STEP_FAILED.log(LOG, e, name);
        }
    }

    private static boolean isDue(long last, long between) {
        return Math.abs(Time.currentTimeMillis() - last) >= between;
    }
}
