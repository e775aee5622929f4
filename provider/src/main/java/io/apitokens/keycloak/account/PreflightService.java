package io.apitokens.keycloak.account;

import jakarta.ws.rs.core.Response;

import io.apitokens.keycloak.token.IdempotencyKey;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.cors.Cors;
import org.keycloak.services.resources.account.CorsPreflightService;

/** Keycloak's preflight of account REST, which also lets pages of other origins send an idempotency key. */
public final class PreflightService extends CorsPreflightService {

    private final KeycloakSession session;

    PreflightService(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public Response preflight() {
        Response response = super.preflight();
        if (session.getContext().getRequestHeaders().getHeaderString(Cors.ORIGIN_HEADER) != null) {
            session.getContext().getHttpResponse().addHeader(Cors.ACCESS_CONTROL_ALLOW_HEADERS, IdempotencyKey.HEADER);
        }
        return response;
    }
}
