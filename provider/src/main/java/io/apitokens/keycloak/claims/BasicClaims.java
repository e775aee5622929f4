package io.apitokens.keycloak.claims;

import org.keycloak.representations.AccessToken;

/** The claims of an access token that no protocol mapper adds. */
final class BasicClaims {

    private BasicClaims() {}

    /** Copies only these claims, as AccessTokenIntrospectionProvider does before it runs the mappers. */
    static AccessToken of(AccessToken token) {
        AccessToken basic = new AccessToken();
        basic.id(token.getId());
        basic.type(token.getType());
        basic.subject(token.getSubject());
        basic.iat(token.getIat());
        basic.exp(token.getExp());
        basic.issuedFor(token.getIssuedFor());
        basic.issuer(token.getIssuer());
        basic.setNonce(token.getNonce());
        basic.setScope(token.getScope());
        basic.setSessionId(token.getSessionId());
        basic.audience(token.getAudience());
        basic.setConfirmation(token.getConfirmation());
        return basic;
    }

    /** Removes the claims about a login (RFC 9470, section 6.2), because an API token is no login. */
    static AccessToken withoutLogin(AccessToken token) {
        token.setAcr(null);
        token.setAuth_time(null);
        return token;
    }
}
