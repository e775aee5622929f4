package io.apitokens.keycloak.bearer;

import java.util.regex.Pattern;

import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

import io.apitokens.keycloak.policy.RegisteredClientGuard;
import org.keycloak.models.KeycloakSession;
import org.keycloak.utils.KeycloakSessionUtil;

/**
 * Closes client registration to what was made from an API token: what it gives out, secrets of clients and registration
 * access tokens, would outlive the API token. That endpoint finds the session of a bearer token later than this.
 */
@Provider
public final class RegistrationGuard implements ContainerRequestFilter {

    private static final Pattern REGISTRATION = Pattern.compile("/*realms/+[^/]+/+clients-registrations(?:[/;].*)?");
    private static final String REASON = "API tokens do not register clients";

    @Override
    public void filter(ContainerRequestContext request) {
        if (REGISTRATION.matcher(request.getUriInfo().getPath()).matches()) {
            KeycloakSession session = KeycloakSessionUtil.getKeycloakSession();
            RegisteredClientGuard.begin(session);
            BearerFilter.token(request)
                    .flatMap(jwt -> DerivedRequest.of(session, jwt))
                    .ifPresent(derived -> {
                        derived.refused(REASON);
                        throw new ForbiddenException(REASON);
                    });
        }
    }
}
