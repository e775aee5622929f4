package io.apitokens.keycloak.lifecycle;

import io.apitokens.keycloak.model.ApiTokenProvider;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Counts for the dashboards of admins. */
record TakeSummaries(KeycloakSessionFactory factory) {

    void run() {
        KeycloakModelUtils.runJobInTransaction(
                factory, session -> ApiTokenProvider.of(session).takeSummaries());
    }
}
