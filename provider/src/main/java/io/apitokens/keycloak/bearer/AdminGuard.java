package io.apitokens.keycloak.bearer;

import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

import io.apitokens.keycloak.model.ApiToken;
import io.apitokens.keycloak.model.ApiTokenProvider;
import io.apitokens.keycloak.model.DerivedSessionId;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.AccessToken;

/**
 * Opens the admin REST API to what was made from an API token only where an option says so, and only where the API
 * token's scope counts there: Keycloak looks at the roles of the user and not at those of the bearer token where the
 * client of the bearer token has those roles in its own scope, as a client with full scope has all of them.
 */
@Provider
public final class AdminGuard implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        DerivedRequest.current()
                .filter(derived -> Door.isAdmin(request.getUriInfo().getPath()))
                .filter(derived -> !Door.adminEnabled() || !countsAtAdminRest(derived))
                .ifPresent(derived -> {
                    derived.refused("API token does not open the admin REST API");
                    throw new ForbiddenException("API token does not open the admin REST API");
                });
    }

    private static boolean countsAtAdminRest(DerivedRequest derived) {
        KeycloakSession session = derived.session();
        UserSessionModel userSession = derived.userSession();
        RealmModel realm = userSession.getRealm();
        ClientModel client = session.getContext().getBearerToken() instanceof AccessToken bearer
                ? realm.getClientByClientId(bearer.getIssuedFor())
                : null;
        return client != null
                && !client.isFullScopeAllowed()
                && ApiTokenProvider.of(session)
                        .byId(realm, DerivedSessionId.apiTokenId(userSession.getId()))
                        .map(ApiToken::clientId)
                        .filter(client.getId()::equals)
                        .isPresent();
    }
}
