package io.apitokens.keycloak.store;

import java.util.List;
import java.util.Optional;

import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Summarises the API tokens of realms. Few API tokens are counted on request. Many are counted in the background, so
 * that no request waits for it; the database keeps the counts for all nodes.
 */
public record ApiTokenSummaries(KeycloakSession session) {

    private static final int FEW = 10_000;

    /** Returns the summary of a realm; empty if it has many API tokens that were not counted yet. */
    public Optional<ApiTokenSummary> of(RealmModel realm) {
        ApiTokenProvider tokens = ApiTokenProvider.of(session);
        Optional<ApiTokenSummary> taken = tokens.counts().taken(realm);
        boolean many = taken.filter(summary -> summary.total() > FEW).isPresent()
                || tokens.search(realm, ApiTokenFilter.ALL).count(FEW + 1) > FEW;
        return many ? taken : Optional.of(now(realm));
    }

    private ApiTokenSummary now(RealmModel realm) {
        List<ApiTokenSummary.OfClient> clients =
                ApiTokenProvider.of(session).counts().count(realm);
        return new ApiTokenSummary(Time.currentTimeMillis(), clients);
    }
}
