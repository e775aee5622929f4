package io.apitokens.keycloak.oauth;

import jakarta.ws.rs.core.Response;

import io.apitokens.keycloak.claims.DerivedTokenCheck;
import io.apitokens.keycloak.verification.Admission;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.RefreshTokenIntrospectionProvider;
import org.keycloak.representations.AccessToken;

/** The stock introspection of refresh tokens, with the {@link DerivedTokenCheck}. */
final class CheckedRefreshTokenIntrospection extends RefreshTokenIntrospectionProvider {

    private final DerivedTokenCheck check;

    CheckedRefreshTokenIntrospection(KeycloakSession session) {
        super(session);
        this.check = new DerivedTokenCheck(session);
    }

    @Override
    public Response introspect(String candidate, EventBuilder event) {
        Response answer = Admission.of(session, candidate, () -> super.introspect(candidate, event));
        return DerivedTokenCheck.authorizationOnly(session, answer, transformedToken, userSession);
    }

    /** The last of the stock checks before the claims are evaluated. */
    @Override
    protected boolean verifyTokenReuse() {
        return super.verifyTokenReuse() && check.passes(token, userSession, eventBuilder);
    }

    @Override
    public AccessToken transformAccessToken(AccessToken token, UserSessionModel userSession) {
        return check.transform(tokenManager, token, userSession)
                .orElseGet(() -> super.transformAccessToken(token, userSession));
    }
}
