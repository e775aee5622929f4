package io.apitokens.keycloak.oauth;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RoleModel;
import org.keycloak.utils.RoleResolveUtil;

/**
 * What the client scopes of a client and the roles of a user come to, by name, so that it belongs to no session.
 *
 * @param scope of RFC 6749, section 3.3
 * @param mappers of the client scopes
 * @param realmRoles names, composite roles expanded
 * @param clientRoles names, by the OAuth {@code client_id} of their clients
 */
record Authority(
        String scope, Set<ProtocolMapperModel> mappers, Set<String> realmRoles, Map<String, Set<String>> clientRoles) {

    static Authority of(String scope, Set<ProtocolMapperModel> mappers, Collection<RoleModel> roles) {
        Set<String> realmRoles = new HashSet<>();
        Map<String, Set<String>> clientRoles = new HashMap<>();
        for (RoleModel role : roles) {
            Set<String> names = role.getContainer() instanceof ClientModel client
                    ? clientRoles.computeIfAbsent(client.getClientId(), id -> new HashSet<>())
                    : realmRoles;
            names.add(role.getName());
        }
        return new Authority(scope, mappers, realmRoles, clientRoles);
    }

    /**
     * Tells protocol mappers the roles, in the object that they share: Keycloak resolves the roles of a context once.
     *
     * @param context one that has no roles yet
     */
    void resolveRoles(KeycloakSession session, ClientSessionContext context) {
        if (!realmRoles.isEmpty()) {
            realmRoles.forEach(RoleResolveUtil.getResolvedRealmRoles(session, context, true)::addRole);
        }
        clientRoles.forEach((client, names) ->
                names.forEach(RoleResolveUtil.getResolvedClientRoles(session, context, client, true)::addRole));
    }
}
