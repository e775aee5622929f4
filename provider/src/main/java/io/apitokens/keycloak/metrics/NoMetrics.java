package io.apitokens.keycloak.metrics;

import java.util.Map;

import io.apitokens.keycloak.verification.Verification;
import org.keycloak.models.RealmModel;

/** For servers whose metrics are not enabled. */
final class NoMetrics implements ApiTokenMetrics {

    @Override
    public void active(RealmModel realm) {
        // Nobody looks at it.
    }

    @Override
    public void notInAudience(RealmModel realm) {
        // Nobody looks at it.
    }

    @Override
    public void inactive(RealmModel realm, Verification.Reason reason) {
        // Nobody looks at it.
    }

    @Override
    public void unanswered(RealmModel realm) {
        // Nobody looks at it.
    }

    @Override
    public void minted(String realm, String outcome) {
        // Nobody looks at it.
    }

    @Override
    public void rotated(String realm, String outcome) {
        // Nobody looks at it.
    }

    @Override
    public void revoked(String realm, String actor, String reason) {
        // Nobody looks at it.
    }

    @Override
    public void exchanged(Exchange exchange, RealmModel realm, String outcome) {
        // Nobody looks at it.
    }

    @Override
    public void activeNow(Map<String, Long> counts) {
        // Nobody looks at it.
    }

    @Override
    public void removed(String realm) {
        // Nobody looks at it.
    }

    @Override
    public void time(String task, Runnable work) {
        work.run();
    }
}
