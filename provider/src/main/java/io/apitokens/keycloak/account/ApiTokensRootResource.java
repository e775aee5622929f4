package io.apitokens.keycloak.account;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;

import org.keycloak.models.KeycloakSession;

/** {@code /realms/{realm}/api-tokens}: each part lets its callers in by itself. */
public final class ApiTokensRootResource {

    private final KeycloakSession session;

    ApiTokensRootResource(KeycloakSession session) {
        this.session = session;
    }

    /** For an API token: itself. */
    @Path("self")
    public SelfResource self() {
        preventCaching();
        return new SelfResource(session);
    }

    /** For everybody: secrets that were found in the open. */
    @Path("leaked")
    public LeakedResource leaked() {
        preventCaching();
        return new LeakedResource(session);
    }

    /** For users: their API tokens. */
    @Path("/")
    public AccountApiTokensResource account() {
        preventCaching();
        return new AccountApiTokensResource(session, new AccountAuthentication(session).authenticate());
    }

    /** Section 5.1 of RFC 6749 wants it for responses with a token; the others tell about tokens. */
    private void preventCaching() {
        session.getContext().getHttpResponse().setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
