package io.apitokens.keycloak.tests.server;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.Path;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/** Names the user of the bearer token, as Keycloak's own authenticator finds it. Most extensions do the same. */
public class Authenticating {

    /** A class of keycloak-services, which is not on the class path of the tests. */
    private static final String AUTHENTICATOR =
            "org.keycloak.services.managers.AppAuthManager$BearerTokenAuthenticator";

    private final KeycloakSession session;

    /** @param session of the request */
    public Authenticating(KeycloakSession session) {
        this.session = session;
    }

    @GET
    public String get() throws ReflectiveOperationException {
        return username();
    }

    @GET
    @Path("below/{name}")
    public String below() throws ReflectiveOperationException {
        return username();
    }

    private String username() throws ReflectiveOperationException {
        Class<?> type = Class.forName(AUTHENTICATOR);
        Object authenticator = type.getConstructor(KeycloakSession.class).newInstance(session);
        Object result = type.getMethod("authenticate").invoke(authenticator);
        if (result == null) {
            throw new NotAuthorizedException("Bearer");
        }
        return ((UserModel) result.getClass().getMethod("user").invoke(result)).getUsername();
    }
}
