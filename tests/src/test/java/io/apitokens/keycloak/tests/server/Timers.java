package io.apitokens.keycloak.tests.server;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.QueryParam;

import org.keycloak.models.KeycloakSession;
import org.keycloak.timer.TimerProvider;
import org.keycloak.timer.TimerProvider.TimerTaskContext;

/** Changes how often a task of Keycloak's timer runs, so that a test need not wait for its schedule. */
public class Timers {

    private final KeycloakSession session;

    /** @param session of the request */
    public Timers(KeycloakSession session) {
        this.session = session;
    }

    /**
     * Schedules a task anew, on this node.
     *
     * @param task its name
     * @param millis its new interval
     * @return the interval before, in milliseconds
     */
    @GET
    public String schedule(@QueryParam("task") String task, @QueryParam("millis") long millis) {
        TimerProvider timer = session.getProvider(TimerProvider.class);
        TimerTaskContext scheduled = timer.cancelTask(task);
        if (scheduled == null) {
            throw new NotFoundException();
        }
        timer.schedule(scheduled.getRunnable(), millis, task);
        return Long.toString(scheduled.getIntervalMillis());
    }
}
