package io.apitokens.keycloak.account;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.HttpHeaders;

import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resources.account.CorsPreflightService;

/** Answers preflight requests to anybody and the rest to whom {@link AccountAuthentication} lets in. */
final class AccountApiTokensProvider implements RealmResourceProvider {

    private final KeycloakSession session;

    AccountApiTokensProvider(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public Object getResource() {
        if (HttpMethod.OPTIONS.equals(session.getContext().getHttpRequest().getHttpMethod())) {
            return new CorsPreflightService();
        }
        // Section 5.1 of RFC 6749 wants it for responses with a token; the others tell about tokens.
        session.getContext().getHttpResponse().setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        return new AccountApiTokensResource(session, new AccountAuthentication(session).authenticate());
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
