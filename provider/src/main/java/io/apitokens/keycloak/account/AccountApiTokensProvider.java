package io.apitokens.keycloak.account;

import jakarta.ws.rs.HttpMethod;

import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resource.RealmResourceProvider;

/** Responds to CORS preflight requests without authentication. */
final class AccountApiTokensProvider implements RealmResourceProvider {

    private final KeycloakSession session;

    AccountApiTokensProvider(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public Object getResource() {
        if (HttpMethod.OPTIONS.equals(session.getContext().getHttpRequest().getHttpMethod())) {
            return new PreflightService(session);
        }
        return new ApiTokensRootResource(session);
    }

    @Override
    public void close() {
        // Nothing to close.
    }
}
