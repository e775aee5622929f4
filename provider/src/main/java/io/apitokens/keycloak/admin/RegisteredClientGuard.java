package io.apitokens.keycloak.admin;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.apitokens.keycloak.rest.CurrentEndpoint;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;
import org.keycloak.services.ErrorResponseException;
import org.keycloak.services.clientregistration.ClientRegistrationService;
import org.keycloak.services.clientregistration.ErrorCodes;

/**
 * Prevents client registration from changing attributes for API tokens. Only admins decide which clients are token
 * clients, and their policy; holders of an initial access token or a registration access token are no admins.
 */
final class RegisteredClientGuard {

    private static final String PREFIX = "api.tokens.";

    private RegisteredClientGuard() {}

    /**
     * Checks a client before it is stored.
     *
     * @throws ErrorResponseException if client registration changed attributes for API tokens (RFC 7591, section 3.2.2)
     */
    static void check(KeycloakSession session, ClientModel client) {
        if (!isRegistering() || rules(client).equals(stored(session, client))) {
            return;
        }
        session.getTransactionManager().setRollbackOnly();
        OAuth2ErrorRepresentation error = new OAuth2ErrorRepresentation(
                ErrorCodes.INVALID_CLIENT_METADATA, "Attributes that begin with " + PREFIX + " are for admins");
        throw new ErrorResponseException(Response.status(Response.Status.BAD_REQUEST)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(error)
                .build());
    }

    /**
     * Returns whether a request has reached the endpoint that registers clients. Imports change clients without a
     * request.
     */
    private static boolean isRegistering() {
        return CurrentEndpoint.request()
                .filter(request -> request.getMatchedURIs().stream()
                        .anyMatch(match -> match.target instanceof ClientRegistrationService))
                .isPresent();
    }

    /** Returns the stored attributes, from a transaction of its own. */
    private static Map<String, String> stored(KeycloakSession session, ClientModel client) {
        String realmId = client.getRealm().getId();
        Map<String, String> rules = new HashMap<>();
        KeycloakModelUtils.runJobInTransaction(session.getKeycloakSessionFactory(), own -> {
            RealmModel realm = own.realms().getRealm(realmId);
            own.getContext().setRealm(realm);
            ClientModel before = realm.getClientById(client.getId());
            if (before != null) {
                rules.putAll(rules(before));
            }
        });
        return rules;
    }

    private static Map<String, String> rules(ClientModel client) {
        Map<String, String> rules = new TreeMap<>(client.getAttributes());
        rules.keySet().removeIf(name -> !name.startsWith(PREFIX));
        return rules;
    }
}
