package io.apitokens.keycloak.lifecycle;

import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;
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

    private static final Logger LOG = Logger.getLogger(LifeCycleTask.class);

    private long lastHourly;
    private long lastSummaries;

    @Override
    public String getTaskName() {
        return "api-token-life-cycle";
    }

    @Override
    public void run(KeycloakSession session) {
        KeycloakSessionFactory factory = session.getKeycloakSessionFactory();
        Budget budget = Budget.begin();
        step("end expired ones", () -> new EndExpired(factory, budget).run());
        step("finish the end", () -> new FinishEnds(factory, budget).run(isDue(lastHourly, HOUR)));
        step("tell of expiry", () -> new NoticeExpiring(factory, budget).run());
        if (isDue(lastHourly, HOUR)) {
            List<PolicyScope> policies = PolicyScope.all(factory);
            step("end unused ones", () -> new EndUnused(factory, budget).run(policies));
            step("end those of nobody", () -> new EndOwnerless(factory, budget).run(policies));
            step("remove ended ones", () -> new RemoveEnded(factory, budget).run(policies));
            // What is left is due at the next run.
            lastHourly = budget.isLeft() ? Time.currentTimeMillis() : lastHourly;
        }
        if (isDue(lastSummaries, BETWEEN_SUMMARIES)) {
            step("count", () -> new TakeSummaries(factory).run());
            lastSummaries = Time.currentTimeMillis();
        }
    }

    /** What keeps one step from its work keeps no other. */
    @SuppressWarnings("IllegalCatch")
    private static void step(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.errorf(e, "Could not %s of the API tokens. The next run tries again", what);
        }
    }

    private static boolean isDue(long last, long between) {
        return Math.abs(Time.currentTimeMillis() - last) >= between;
    }
}
