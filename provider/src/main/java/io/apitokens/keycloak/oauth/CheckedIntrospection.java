package io.apitokens.keycloak.oauth;

import jakarta.ws.rs.core.Response;

import io.apitokens.keycloak.claims.DerivedTokenCheck;
import io.apitokens.keycloak.verification.Admission;
import org.keycloak.authorization.protection.introspect.RPTIntrospectionProvider;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProvider;
import org.keycloak.protocol.oidc.RefreshTokenIntrospectionProvider;
import org.keycloak.representations.AccessToken;

/**
 * The stock introspections of JWTs, with the {@link DerivedTokenCheck}. The three classes differ only in the stock
 * class that they extend. They extend it because its last check, the method for reuse, is protected.
 */
final class CheckedIntrospection {

    private CheckedIntrospection() {}

    static final class OfAccessTokens extends AccessTokenIntrospectionProvider<AccessToken> {

        private final DerivedTokenCheck check = new DerivedTokenCheck(session);

        OfAccessTokens(KeycloakSession session) {
            super(session);
        }

        @Override
        public Response introspect(String candidate, EventBuilder event) {
            Response answer = Admission.during(session, candidate, () -> super.introspect(candidate, event));
            return check.authorizationOnly(answer, transformedToken, userSession);
        }

        @Override
        protected boolean verifyTokenReuse() {
            return super.verifyTokenReuse() && check.verifyAndRememberBounds(token, userSession, eventBuilder);
        }

        @Override
        public AccessToken transformAccessToken(AccessToken token, UserSessionModel userSession) {
            return check.transform(tokenManager, token, userSession)
                    .orElseGet(() -> super.transformAccessToken(token, userSession));
        }
    }

    static final class OfRefreshTokens extends RefreshTokenIntrospectionProvider {

        private final DerivedTokenCheck check = new DerivedTokenCheck(session);

        OfRefreshTokens(KeycloakSession session) {
            super(session);
        }

        @Override
        public Response introspect(String candidate, EventBuilder event) {
            Response answer = Admission.during(session, candidate, () -> super.introspect(candidate, event));
            return check.authorizationOnly(answer, transformedToken, userSession);
        }

        @Override
        protected boolean verifyTokenReuse() {
            return super.verifyTokenReuse() && check.verifyAndRememberBounds(token, userSession, eventBuilder);
        }

        @Override
        public AccessToken transformAccessToken(AccessToken token, UserSessionModel userSession) {
            return check.transform(tokenManager, token, userSession)
                    .orElseGet(() -> super.transformAccessToken(token, userSession));
        }
    }

    static final class OfRequestingPartyTokens extends RPTIntrospectionProvider {

        private final DerivedTokenCheck check = new DerivedTokenCheck(session);

        OfRequestingPartyTokens(KeycloakSession session) {
            super(session);
        }

        @Override
        public Response introspect(String candidate, EventBuilder event) {
            Response answer = Admission.during(session, candidate, () -> super.introspect(candidate, event));
            return check.authorizationOnly(answer, transformedToken, userSession);
        }

        @Override
        protected boolean verifyTokenReuse() {
            return super.verifyTokenReuse() && check.verifyAndRememberBounds(token, userSession, eventBuilder);
        }

        @Override
        public AccessToken transformAccessToken(AccessToken token, UserSessionModel userSession) {
            return check.transform(tokenManager, token, userSession)
                    .orElseGet(() -> super.transformAccessToken(token, userSession));
        }
    }
}
