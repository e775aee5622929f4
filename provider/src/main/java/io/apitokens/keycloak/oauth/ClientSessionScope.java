package io.apitokens.keycloak.oauth;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

import org.keycloak.OAuth2Constants;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.util.TokenUtil;

/** The scope that Keycloak keeps in a client session. If it has {@code openid}, a refresh makes an ID token. */
final class ClientSessionScope {

    private ClientSessionScope() {}

    /** Removes {@code openid}, which only the request that stored it needs. */
    static void removeOpenId(AuthenticatedClientSessionModel clientSession) {
        String scope = clientSession.getNote(OAuth2Constants.SCOPE);
        if (TokenUtil.isOIDCRequest(scope)) {
            clientSession.setNote(OAuth2Constants.SCOPE, ScopeNames.withoutOpenId(scope));
        }
    }

    /**
     * Returns the same client session without {@code openid} for this request only: a concurrent exchange can store it
     * at any time (law 4).
     */
    static AuthenticatedClientSessionModel withoutOpenId(AuthenticatedClientSessionModel clientSession) {
        return (AuthenticatedClientSessionModel) Proxy.newProxyInstance(
                ClientSessionScope.class.getClassLoader(),
                new Class<?>[] {AuthenticatedClientSessionModel.class},
                (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(clientSession, arguments);
                        return answer instanceof String scope
                                        && method.getName().equals("getNote")
                                        && arguments[0].equals(OAuth2Constants.SCOPE)
                                ? ScopeNames.withoutOpenId(scope)
                                : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
