package io.apitokens.keycloak.oauth;

import java.util.concurrent.TimeUnit;

import io.apitokens.keycloak.model.ApiToken;
import io.apitokens.keycloak.model.TokenClient;
import io.apitokens.keycloak.model.Verification.Verified;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.Urls;
import org.keycloak.services.util.DefaultClientSessionContext;
import org.keycloak.util.TokenUtil;

/**
 * The claims of an API token, evaluated now: Keycloak's own client scopes and protocol mappers on a session that lives
 * for this request and is stored nowhere.
 */
final class ApiTokenClaims {

    /** Authentication method of sessions that stand for an API token. */
    private static final String AUTH_METHOD = "api-token";

    private final KeycloakSession session;
    private final TokenManager tokenManager;
    private final ApiToken apiToken;
    private final UserSessionModel userSession;
    private final ClientSessionContext context;
    private final AccessToken issued;

    ApiTokenClaims(KeycloakSession session, TokenManager tokenManager, Verified verified) {
        this.session = session;
        this.tokenManager = tokenManager;
        this.apiToken = verified.apiToken();
        this.userSession = transientSession(verified);
        this.context = context(verified);
        AccessToken token = tokenManager.transformAccessToken(session, basic(verified), userSession, context);
        this.issued = withoutLogin(token);
    }

    /** What a JWT issued now would hold, for the audience check. */
    AccessToken asIssued() {
        return issued;
    }

    /** What introspection answers with: the counterpart of AccessTokenIntrospectionProvider.transformAccessToken. */
    AccessToken asIntrospected() {
        AccessToken basic = new AccessToken();
        basic.id(issued.getId());
        basic.type(issued.getType());
        basic.subject(issued.getSubject());
        basic.iat(issued.getIat());
        basic.exp(issued.getExp());
        basic.issuedFor(issued.getIssuedFor());
        basic.issuer(issued.getIssuer());
        basic.setScope(issued.getScope());
        basic.audience(issued.getAudience());
        return withoutLogin(
                tokenManager.transformIntrospectionAccessToken(session, issued, basic, userSession, context));
    }

    private AccessToken basic(Verified verified) {
        AccessToken token = new AccessToken();
        token.id(apiToken.id());
        token.type(TokenUtil.TOKEN_TYPE_BEARER);
        token.subject(verified.user().getId());
        token.iat(TimeUnit.MILLISECONDS.toSeconds(apiToken.created()));
        token.issuedFor(verified.client().getClientId());
        token.issuer(issuer());
        token.setScope(context.getScopeString());
        apiToken.expiry().map(TimeUnit.MILLISECONDS::toSeconds).ifPresent(token::exp);
        return token;
    }

    /** An API token is no login: it never says how or when its user authenticated (RFC 9470, section 6.2). */
    private static AccessToken withoutLogin(AccessToken token) {
        token.setAcr(null);
        token.setAuth_time(null);
        token.setSessionId(null);
        return token;
    }

    private UserSessionModel transientSession(Verified verified) {
        return session.sessions()
                .createUserSession(
                        apiToken.id(),
                        realm(),
                        verified.user(),
                        verified.user().getUsername(),
                        session.getContext().getConnection().getRemoteHost(),
                        AUTH_METHOD,
                        false,
                        null,
                        null,
                        UserSessionModel.SessionPersistenceState.TRANSIENT);
    }

    private ClientSessionContext context(Verified verified) {
        TokenClient client = verified.tokenClient();
        AuthenticatedClientSessionModel clientSession =
                session.sessions().createClientSession(realm(), client.client(), userSession);
        clientSession.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
        clientSession.setNote(OIDCLoginProtocol.ISSUER, issuer());
        return DefaultClientSessionContext.fromClientSessionAndScopeParameter(
                clientSession, client.scopeParameter(apiToken.scope()), session);
    }

    private String issuer() {
        return Urls.realmIssuer(session.getContext().getUri().getBaseUri(), realm().getName());
    }

    private RealmModel realm() {
        return session.getContext().getRealm();
    }
}
