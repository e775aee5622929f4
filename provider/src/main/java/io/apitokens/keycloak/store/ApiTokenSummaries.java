package io.apitokens.keycloak.store;

import java.util.List;
import java.util.Optional;

import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The summaries of realms. A few API tokens are counted when somebody asks. Many are counted in the background, so that
 * nobody waits the longer, the more there are; the counts are kept in the database, where each node finds them, also
 * after a restart.
 */
public record ApiTokenSummaries(KeycloakSession session) {

    private static final int FEW = 10_000;

    /** That of a realm; empty where it has many that were not counted yet. */
    public Optional<ApiTokenSummary> of(RealmModel realm) {
        ApiTokenProvider tokens = ApiTokenProvider.of(session);
        Optional<ApiTokenSummary> taken = tokens.counts().taken(realm);
        boolean many = taken.filter(summary -> summary.total() > FEW).isPresent()
                || tokens.count(realm, ApiTokenFilter.ALL, FEW + 1) > FEW;
        return many ? taken : Optional.of(now(realm));
    }

    private ApiTokenSummary now(RealmModel realm) {
        List<ApiTokenSummary.OfClient> clients =
                ApiTokenProvider.of(session).counts().count(realm);
        return new ApiTokenSummary(Time.currentTimeMillis(), clients);
    }
}
