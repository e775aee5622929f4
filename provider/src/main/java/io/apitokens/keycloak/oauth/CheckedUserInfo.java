package io.apitokens.keycloak.oauth;

import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.apitokens.keycloak.claims.DerivedTokenCheck;
import io.apitokens.keycloak.session.DerivedClaim;
import io.apitokens.keycloak.session.DerivedSession;
import org.keycloak.common.util.Time;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.OIDCAdvancedConfigWrapper;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.cors.Cors;
import org.keycloak.utils.OAuth2Error;

/**
 * Adds the {@link DerivedTokenCheck} to the stock userinfo endpoint (OpenID Connect Core 1.0, section 5.3), which
 * requests the claims after its own checks.
 */
final class CheckedUserInfo extends TokenManager {

    private static final long LIFESPAN_SECONDS = TimeUnit.MINUTES.toSeconds(1);

    /** Set if the response is about a derived token and signed. */
    private DerivedClaim mark;

    @Override
    public AccessToken transformUserInfoAccessToken(
            KeycloakSession session,
            AccessToken token,
            AccessToken userInfo,
            UserSessionModel userSession,
            ClientSessionContext context) {
        DerivedTokenCheck check = new DerivedTokenCheck(session);
        if (!check.verifyAndRememberBounds(token, userSession, event(session, userSession))) {
            throw new OAuth2Error()
                    .json(false)
                    .session(session)
                    .realm(session.getContext().getRealm())
                    .cors(Cors.builder().auth().allowAllOrigins())
                    .invalidToken("Token verification failed");
        }
        if (!DerivedSession.is(userSession)) {
            return super.transformUserInfoAccessToken(session, token, userInfo, userSession, context);
        }
        if (OIDCAdvancedConfigWrapper.fromClientModel(session.getContext().getClient())
                .isUserInfoSignatureRequired()) {
            mark = DerivedClaim.of(token).orElseThrow();
        }
        return super.transformUserInfoAccessToken(
                session, token, userInfo, userSession, check.narrow(token, userSession, context));
    }

    /** Makes a signed response recognisable as derived, and lets it expire. */
    @Override
    public Map<String, Object> generateUserInfoClaims(AccessToken userInfo, UserModel user) {
        Map<String, Object> claims = super.generateUserInfoClaims(userInfo, user);
        if (mark != null) {
            mark.mark(claims);
            claims.put("exp", Time.currentTime() + LIFESPAN_SECONDS);
        }
        return claims;
    }

    private static EventBuilder event(KeycloakSession session, UserSessionModel userSession) {
        return new EventBuilder(
                        session.getContext().getRealm(),
                        session,
                        session.getContext().getConnection())
                .event(EventType.USER_INFO_REQUEST)
                .detail(Details.AUTH_METHOD, Details.VALIDATE_ACCESS_TOKEN)
                .client(session.getContext().getClient())
                .session(userSession)
                .user(userSession.getUser());
    }
}
