package io.apitokens.keycloak.oauth;

import jakarta.ws.rs.NotAuthorizedException;

import io.apitokens.keycloak.model.ApiTokenEvent;
import io.apitokens.keycloak.model.ApiTokenVerifier;
import io.apitokens.keycloak.model.DerivedSession;
import io.apitokens.keycloak.model.Verification;
import io.apitokens.keycloak.model.Verification.Rejected;
import io.apitokens.keycloak.model.Verification.Verified;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.util.DefaultClientSessionContext;
import org.keycloak.util.TokenUtil;

/**
 * What the use of a JWT asks on top of the stock checks where the JWT was made from an API token: whether that is active,
 * read from its row. JWTs of other sessions cost a comparison of strings.
 */
final class DerivedTokenCheck {

    private final KeycloakSession session;
    private final RealmModel realm;

    DerivedTokenCheck(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
    }

    /**
     * Whether the API token behind a session is active; true where there is none.
     *
     * @param event has the error where it is not
     */
    boolean passes(AccessToken token, UserSessionModel userSession, EventBuilder event) {
        if (!DerivedSession.is(userSession)) {
            return true;
        }
        Verification verification = new ApiTokenVerifier(session).verify(userSession, token);
        verification.token().ifPresent(apiToken -> ApiTokenEvent.identify(event, realm, apiToken));
        if (verification instanceof Rejected rejected) {
            event.detail(Details.REASON, rejected.reason().description())
                    .error(rejected.reason().error());
            return false;
        }
        Bounds.of(session, new TokenManager(), (Verified) verification, client(token), token.getScope());
        return true;
    }

    /**
     * Before the claims of a JWT are evaluated anew: with the roles of its API token only.
     *
     * @throws NotAuthorizedException where nobody had asked before whether the API token is active, and it is not
     */
    void narrow(AccessToken token, UserSessionModel userSession) {
        AuthenticatedClientSessionModel clientSession = clientSession(token, userSession);
        if (DerivedSession.is(userSession) && clientSession != null) {
            bounds(token, userSession)
                    .narrowRoles(DefaultClientSessionContext.fromClientSessionAndScopeParameter(
                            clientSession, token.getScope(), session));
        }
    }

    private Bounds bounds(AccessToken token, UserSessionModel userSession) {
        return Bounds.of(session, userSession).orElseGet(() -> {
            if (new ApiTokenVerifier(session).verify(userSession, token) instanceof Verified verified) {
                return Bounds.of(session, new TokenManager(), verified, client(token), token.getScope());
            }
            throw new NotAuthorizedException(TokenUtil.TOKEN_TYPE_BEARER);
        });
    }

    private AuthenticatedClientSessionModel clientSession(AccessToken token, UserSessionModel userSession) {
        return userSession.getAuthenticatedClientSessionByClient(client(token).getId());
    }

    private ClientModel client(AccessToken token) {
        return realm.getClientByClientId(token.getIssuedFor());
    }
}
