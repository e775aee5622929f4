package io.apitokens.keycloak.oauth;

import java.util.Set;
import java.util.stream.Collectors;

import org.keycloak.OAuth2Constants;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.encode.TokenContextEncoderProvider;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.util.DefaultClientSessionContext;

/** The roles that an access token has now. */
record SubjectTokenRoles(KeycloakSession session, UserSessionModel userSession, AccessToken subject) {

    /** Returns the roles; none if the client of the token has no session any more. */
    Set<RoleModel> now() {
        ClientModel client = session.getContext().getRealm().getClientByClientId(subject.getIssuedFor());
        AuthenticatedClientSessionModel clientSession =
                userSession.getAuthenticatedClientSessionByClient(client.getId());
        return clientSession == null
                ? Set.of()
                : DefaultClientSessionContext.fromClientSessionAndScopeParameter(
                                clientSession, subject.getScope(), session)
                        .getRolesStream()
                        .filter(role -> !isExchanged() || isWithinAudience(role))
                        .collect(Collectors.toSet());
    }

    private boolean isExchanged() {
        return OAuth2Constants.TOKEN_EXCHANGE_GRANT_TYPE.equals(session.getProvider(TokenContextEncoderProvider.class)
                .getTokenContextFromTokenId(subject.getId())
                .getGrantType());
    }

    /**
     * Returns whether an exchanged token has a role: the exchange can have narrowed its audience and its client roles.
     */
    private boolean isWithinAudience(RoleModel role) {
        return !(role.getContainer() instanceof ClientModel owner)
                || subject.hasAudience(owner.getClientId())
                || subject.getResourceAccess().containsKey(owner.getClientId());
    }
}
