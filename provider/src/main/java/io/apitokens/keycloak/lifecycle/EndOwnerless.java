package io.apitokens.keycloak.lifecycle;

import java.util.List;
import java.util.stream.Stream;

import io.apitokens.keycloak.revocation.RevocationByRemoval;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.store.ApiTokenSweep;
import io.apitokens.keycloak.store.DueApiTokens;
import io.apitokens.keycloak.token.ApiToken;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * Ends and removes the API tokens of users that were removed without an event, because a user storage or its imported
 * users were removed.
 */
record EndOwnerless(KeycloakSessionFactory factory, Budget budget) {

    void run(List<PolicyScope> policies) {
        policies.stream().filter(policy -> policy.clientId() == null).forEach(this::run);
    }

    private void run(PolicyScope policy) {
        new ApiTokenSweep(factory, budget::isLeft)
                .forEach(
                        (session, max) -> ownerless(session, policy, max),
                        (session, token) -> new RevocationByRemoval(session).ownerless(token));
    }

    private static Stream<ApiToken> ownerless(KeycloakSession session, PolicyScope policy, int max) {
        DueApiTokens tokens = ApiTokenProvider.of(session).due();
        return policy.ask(session, realm -> tokens.ownerless(realm, max), client -> Stream.<ApiToken>empty())
                .orElseGet(Stream::empty);
    }
}
