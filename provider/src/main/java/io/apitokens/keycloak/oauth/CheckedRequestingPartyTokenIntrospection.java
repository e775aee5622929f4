package io.apitokens.keycloak.oauth;

import org.keycloak.authorization.protection.introspect.RPTIntrospectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.AccessToken;

/** The stock introspection of requesting party tokens, with the {@link DerivedTokenCheck}. */
final class CheckedRequestingPartyTokenIntrospection extends RPTIntrospectionProvider {

    private final DerivedTokenCheck check;

    CheckedRequestingPartyTokenIntrospection(KeycloakSession session) {
        super(session);
        this.check = new DerivedTokenCheck(session);
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
