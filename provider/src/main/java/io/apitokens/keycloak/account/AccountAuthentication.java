package io.apitokens.keycloak.account;

import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.HttpHeaders;

import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProvider;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProviderFactory;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.cors.Cors;
import org.keycloak.services.managers.AppAuthManager;
import org.keycloak.services.managers.Auth;
import org.keycloak.services.managers.AuthenticationManager.AuthResult;

/** Lets in whom Keycloak's own account REST lets in: see its AccountLoader. */
final class AccountAuthentication {

    private final KeycloakSession session;
    private final RealmModel realm;

    AccountAuthentication(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
    }

    /**
     * @throws NotAuthorizedException without an access token for the audience {@code account}
     * @throws ForbiddenException for service accounts, foreign origins, disabled realms and plain HTTP where the realm
     *     requires HTTPS
     */
    Auth authenticate() {
        OpenRealm.require(session);
        ClientModel account = accountClient();
        AuthResult result = new AppAuthManager.BearerTokenAuthenticator(session).authenticate();
        if (result == null) {
            throw BearerChallenge.of(session, "Bearer token required");
        }
        AccessToken token = complete(result, account);
        if (!token.hasAudience(account.getClientId())) {
            throw BearerChallenge.of(session, "Invalid audience for client " + account.getClientId());
        }
        Cors.builder()
                .checkAllowedOrigins(token)
                .allowedMethods("GET", "PUT", "POST", "DELETE")
                .exposedHeaders(HttpHeaders.LOCATION)
                .auth()
                .add();
        if (result.user().getServiceAccountClientLink() != null) {
            throw new ForbiddenException("Service accounts are not allowed to access this service");
        }
        return new Auth(realm, token, result.user(), account, result.session(), false);
    }

    private ClientModel accountClient() {
        ClientModel account = realm.getClientByClientId(Constants.ACCOUNT_MANAGEMENT_CLIENT_ID);
        if (account == null || !account.isEnabled()) {
            throw new NotFoundException("account management not enabled");
        }
        return account;
    }

    /** A lightweight access token does not carry the roles itself. */
    private AccessToken complete(AuthResult result, ClientModel account) {
        AccessToken token = result.token();
        if (token.getAudience() != null && token.getResourceAccess(account.getClientId()) != null) {
            return token;
        }
        AccessTokenIntrospectionProvider<?> provider = (AccessTokenIntrospectionProvider<?>) session.getProvider(
                TokenIntrospectionProvider.class, AccessTokenIntrospectionProviderFactory.ACCESS_TOKEN_TYPE);
        return provider.transformAccessToken(token, result.session());
    }
}
