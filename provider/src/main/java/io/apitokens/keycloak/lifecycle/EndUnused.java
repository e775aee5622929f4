package io.apitokens.keycloak.lifecycle;

import java.util.List;
import java.util.stream.Stream;

import io.apitokens.keycloak.revocation.ApiTokenRevocation;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.store.ApiTokenSweep;
import io.apitokens.keycloak.store.DueApiTokens;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Revocation;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Ends API tokens that were not used for the time that the policy sets. */
record EndUnused(KeycloakSessionFactory factory, Budget budget) {

    void run(List<PolicyScope> policies) {
        policies.stream().filter(policy -> policy.endUnusedAfterDays() != null).forEach(this::run);
    }

    private void run(PolicyScope policy) {
        new ApiTokenSweep(factory, budget::isLeft)
                .forEach(
                        (session, max) -> unused(session, policy, max),
                        (session, token) -> new ApiTokenRevocation(session).byPolicy(token, Revocation.Reason.UNUSED));
    }

    private static Stream<ApiToken> unused(KeycloakSession session, PolicyScope policy, int max) {
        DueApiTokens tokens = ApiTokenProvider.of(session).due();
        return policy.ask(
                        session,
                        realm -> tokens.unused(realm, policy.unusedSince(), max),
                        client -> tokens.unused(client, policy.unusedSince(), max))
                .orElseGet(Stream::empty);
    }
}
