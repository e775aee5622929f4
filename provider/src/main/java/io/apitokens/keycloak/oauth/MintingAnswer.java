package io.apitokens.keycloak.oauth;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.apitokens.keycloak.policy.MintedApiToken;
import org.keycloak.OAuth2Constants;
import org.keycloak.util.TokenUtil;

/** The response to an exchange for an API token (RFC 8693, section 2.2.1). */
final class MintingAnswer {

    private MintingAnswer() {}

    /**
     * Returns the members. Leaves out {@code expires_in} if the API token never expires.
     *
     * @param scope that the API token has now
     */
    static Map<String, Object> of(MintedApiToken minted, String scope) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(OAuth2Constants.ACCESS_TOKEN, minted.secret().reveal());
        answer.put(OAuth2Constants.ISSUED_TOKEN_TYPE, ApiTokenMintingProvider.TOKEN_TYPE);
        answer.put(OAuth2Constants.TOKEN_TYPE, TokenUtil.TOKEN_TYPE_BEARER);
        minted.token()
                .expiry()
                .map(expiry ->
                        TimeUnit.MILLISECONDS.toSeconds(expiry - minted.token().created()))
                .ifPresent(seconds -> answer.put(OAuth2Constants.EXPIRES_IN, seconds));
        answer.put(OAuth2Constants.SCOPE, scope);
        return answer;
    }
}
