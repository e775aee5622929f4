package io.apitokens.keycloak.bearer;

import jakarta.annotation.Priority;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

import io.apitokens.keycloak.model.ApiTokenVerifier;
import io.apitokens.keycloak.model.Verification.Rejected;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.AccessToken;
import org.keycloak.util.TokenUtil;

/**
 * Has Keycloak's account and admin REST ask whether the API token behind a JWT is active, and the secret that the JWT
 * was made with still counts: the session, which they look at themselves, is shared by what several secrets made.
 */
@Provider
@Priority(Priorities.AUTHENTICATION)
public final class ActiveGuard implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        DerivedRequest.current().ifPresent(derived -> {
            KeycloakSession session = derived.session();
            if (session.getContext().getBearerToken() instanceof AccessToken bearer
                    && new ApiTokenVerifier(session).verify(derived.userSession(), bearer)
                            instanceof Rejected rejected) {
                derived.refused(rejected.reason().description());
                throw new NotAuthorizedException(TokenUtil.TOKEN_TYPE_BEARER);
            }
        });
    }
}
