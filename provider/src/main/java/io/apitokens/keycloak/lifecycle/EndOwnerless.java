package io.apitokens.keycloak.lifecycle;

import java.util.List;

import io.apitokens.keycloak.model.ApiTokenProvider;
import io.apitokens.keycloak.model.ApiTokenRevocation;
import io.apitokens.keycloak.model.ApiTokenSweep;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * Ends and removes the API tokens of users that are gone without an event: those of a user storage that was removed, or
 * whose imported users were.
 */
record EndOwnerless(KeycloakSessionFactory factory) {

    void run(List<PolicyScope> policies) {
        policies.stream().filter(policy -> policy.clientId() == null).forEach(this::run);
    }

    private void run(PolicyScope policy) {
        new ApiTokenSweep(factory)
                .forEach(
                        (session, max) -> ApiTokenProvider.of(session).ownerless(policy.realm(session), max),
                        (session, token) -> new ApiTokenRevocation(session).ownerless(token));
    }
}
