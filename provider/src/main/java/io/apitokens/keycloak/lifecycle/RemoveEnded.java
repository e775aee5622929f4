package io.apitokens.keycloak.lifecycle;

import java.util.List;

import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.store.ApiTokenSweep;
import io.apitokens.keycloak.store.DueApiTokens;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Removes the rows of API tokens that ended longer ago than the policy keeps them, a page in each transaction. */
record RemoveEnded(KeycloakSessionFactory factory, Budget budget) {

    void run(List<PolicyScope> policies) {
        policies.forEach(this::run);
    }

    private void run(PolicyScope policy) {
        int removed = ApiTokenSweep.PAGE;
        while (removed == ApiTokenSweep.PAGE && budget.isLeft()) {
            removed = KeycloakModelUtils.runJobInTransactionWithResult(factory, session -> remove(session, policy));
        }
    }

    private static int remove(KeycloakSession session, PolicyScope policy) {
        DueApiTokens tokens = ApiTokenProvider.of(session).due();
        return policy.ask(
                        session,
                        realm -> tokens.removeEnded(realm, policy.keptSince(), ApiTokenSweep.PAGE),
                        client -> tokens.removeEnded(client, policy.keptSince(), ApiTokenSweep.PAGE))
                .orElse(0);
    }
}
