package io.apitokens.keycloak.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.keycloak.models.RealmModel;

/** Counts API tokens for dashboards and metrics. The last counts are stored, so that each node finds them. */
public interface ApiTokenCounts {

    /** Counts the API tokens of a realm now, by client. The time grows with their number. */
    List<ApiTokenSummary.OfClient> count(RealmModel realm);

    /** Counts the API tokens of all realms, and stores the result. */
    void take();

    /** Returns when the stored counts were taken, in epoch milliseconds; empty if there are none. */
    Optional<Long> lastTaken();

    /** Returns the stored counts of a realm; empty if there are none. */
    Optional<ApiTokenSummary> taken(RealmModel realm);

    /** Returns the stored number of active API tokens of each realm, by realm id. */
    Map<String, Long> active();
}
