package io.apitokens.keycloak.admin;

import java.util.Set;

import io.apitokens.keycloak.claims.IntrospectionAge;
import io.apitokens.keycloak.rest.CurrentEndpoint;
import io.apitokens.keycloak.rest.RestErrors;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.ErrorResponseException;
import org.keycloak.services.resources.admin.ClientResource;
import org.keycloak.services.resources.admin.ClientsResource;

import static jakarta.ws.rs.core.Response.Status.BAD_REQUEST;

/** Refuses an invalid {@link IntrospectionAge#ATTRIBUTE} if an admin sets it at a client. Imports are not checked. */
final class IntrospectionAgeGuard {

    private static final Set<Class<?>> ADMIN_REST = Set.of(ClientResource.class, ClientsResource.class);

    private IntrospectionAgeGuard() {}

    /** @throws ErrorResponseException if the attribute is invalid */
    static void check(KeycloakSession session, ClientModel client) {
        if (IntrospectionAge.isValid(client) || !isAdminRest()) {
            return;
        }
        session.getTransactionManager().setRollbackOnly();
        throw RestErrors.error(
                BAD_REQUEST,
                "%s must be 1 to %d seconds".formatted(IntrospectionAge.ATTRIBUTE, IntrospectionAge.MAX_SECONDS),
                "attributes." + IntrospectionAge.ATTRIBUTE);
    }

    private static boolean isAdminRest() {
        return CurrentEndpoint.request()
                .filter(request -> ADMIN_REST.contains(request.getTarget().getResourceClass()))
                .isPresent();
    }
}
