package io.apitokens.keycloak.oauth;

import org.keycloak.OAuth2Constants;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.util.TokenUtil;

/** The scope that Keycloak keeps in the session of a client, and makes ID tokens by. */
final class ClientSessionScope {

    private ClientSessionScope() {}

    /** Removes {@code openid}, so that no later request makes an ID token (law 4). */
    static void removeOpenId(AuthenticatedClientSessionModel clientSession) {
        String scope = clientSession.getNote(OAuth2Constants.SCOPE);
        if (TokenUtil.isOIDCRequest(scope)) {
            clientSession.setNote(OAuth2Constants.SCOPE, ScopeNames.withoutOpenId(scope));
        }
    }
}
