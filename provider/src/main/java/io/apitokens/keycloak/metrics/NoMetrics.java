package io.apitokens.keycloak.metrics;

import java.util.Map;

import io.apitokens.keycloak.memo.Outcome;
import io.apitokens.keycloak.verification.Verification;
import org.keycloak.models.RealmModel;

/** Counts nothing, because metrics are not enabled. */
final class NoMetrics implements ApiTokenMetrics {

    @Override
    public void active(RealmModel realm) {
        // Not counted.
    }

    @Override
    public void notInAudience(RealmModel realm) {
        // Not counted.
    }

    @Override
    public void inactive(RealmModel realm, Verification.Reason reason) {
        // Not counted.
    }

    @Override
    public void unanswered(RealmModel realm) {
        // Not counted.
    }

    @Override
    public void evaluated(RealmModel realm, Outcome outcome) {
        // Not counted.
    }

    @Override
    public void minted(String realm, String outcome) {
        // Not counted.
    }

    @Override
    public void rotated(String realm, String outcome) {
        // Not counted.
    }

    @Override
    public void revoked(String realm, String actor, String reason) {
        // Not counted.
    }

    @Override
    public void exchanged(Exchange exchange, RealmModel realm, String outcome) {
        // Not counted.
    }

    @Override
    public void activeNow(Map<String, Long> counts) {
        // Not counted.
    }

    @Override
    public void removed(String realm) {
        // Not counted.
    }

    @Override
    public void time(String task, Runnable work) {
        work.run();
    }
}
