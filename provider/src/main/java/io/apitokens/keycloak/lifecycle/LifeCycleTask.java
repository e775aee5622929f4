package io.apitokens.keycloak.lifecycle;

import java.util.List;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.timer.ScheduledTask;

/** Does what is due: first what ends access, last what only tidies up. */
final class LifeCycleTask implements ScheduledTask {

    @Override
    public String getTaskName() {
        return "api-token-life-cycle";
    }

    @Override
    public void run(KeycloakSession session) {
        KeycloakSessionFactory factory = session.getKeycloakSessionFactory();
        new EndExpired(factory).run();
        List<PolicyScope> policies = PolicyScope.all(factory);
        new EndUnused(factory).run(policies);
        new NoticeExpiring(factory).run();
        new RemoveEnded(factory).run(policies);
    }
}
