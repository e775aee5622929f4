package io.apitokens.keycloak.account;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;

import io.apitokens.keycloak.forward.VerifyResource;
import org.keycloak.models.KeycloakSession;

/** The root {@code /realms/{realm}/api-tokens}. Each subresource authenticates its callers itself. */
public final class ApiTokensRootResource {

    private final KeycloakSession session;

    ApiTokensRootResource(KeycloakSession session) {
        this.session = session;
    }

    /** Returns the endpoint at which an API token reads and ends itself. */
    @Path("self")
    public SelfResource self() {
        preventCaching();
        return new SelfResource(session);
    }

    /** Returns the endpoint at which anybody reports leaked secrets. */
    @Path("leaked")
    public LeakedResource leaked() {
        preventCaching();
        return new LeakedResource(session);
    }

    /** Returns the endpoint at which proxies verify API tokens. */
    @Path("verify")
    public VerifyResource verify() {
        preventCaching();
        return new VerifyResource(session);
    }

    /** Returns the endpoints at which users manage their API tokens. */
    @Path("/")
    public AccountApiTokensResource account() {
        preventCaching();
        return new AccountApiTokensResource(
                new AccountRequest(session, new AccountAuthentication(session).authenticate()));
    }

    /** Prevents caching: RFC 6749, section 5.1, demands it for responses with a token. */
    private void preventCaching() {
        session.getContext().getHttpResponse().setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
