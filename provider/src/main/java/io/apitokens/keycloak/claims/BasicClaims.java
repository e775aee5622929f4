package io.apitokens.keycloak.claims;

import org.keycloak.representations.AccessToken;

/** The claims of an access token that are not a matter of protocol mappers. */
final class BasicClaims {

    private BasicClaims() {}

    /** They alone, for mappers to add to: the counterpart of AccessTokenIntrospectionProvider's own. */
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

    /** An API token is no login: it never says how or when its user authenticated (RFC 9470, section 6.2). */
    static AccessToken withoutLogin(AccessToken token) {
        token.setAcr(null);
        token.setAuth_time(null);
        return token;
    }
}
