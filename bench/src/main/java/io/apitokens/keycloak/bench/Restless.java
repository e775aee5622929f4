package io.apitokens.keycloak.bench;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Changes a role once a second as an admin. No user has the role. */
final class Restless implements AutoCloseable {

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger changes = new AtomicInteger();

    private Restless() {}

    /** @param url base URL of the server, without a slash at its end */
    static Restless begin(String url) {
        Http http = new Http(url);
        String token = http.json(Realm.logIn(BenchRealm.CONSOLE, BenchRealm.ADMIN, "openid"))
                .get("access_token")
                .asText();
        Restless admin = new Restless();
        admin.timer.scheduleAtFixedRate(
                () -> {
                    Http.Answer answer = http.send(Realm.changeRole(token, "change " + admin.changes.get()));
                    if (answer.status() == 204) {
                        admin.changes.incrementAndGet();
                    }
                },
                0,
                1,
                TimeUnit.SECONDS);
        return admin;
    }

    /** Returns the number of changes. */
    int changes() {
        return changes.get();
    }

    /** @throws IllegalStateException if no change was accepted */
    @Override
    public void close() {
        timer.shutdownNow();
        if (changes.get() == 0) {
            throw new IllegalStateException("The realm could not be changed");
        }
    }
}
