package io.apitokens.keycloak.model;

import org.keycloak.representations.JsonWebToken;

/**
 * The claim by which a JWT or a refresh token remembers with which secret of its API token it was made. The first
 * secret needs no claim.
 */
public final class SecretNumber {

    private static final String CLAIM = "api_token_secret";

    private SecretNumber() {}

    /** Number of the secret that a token was made with; 0 where it does not say. */
    public static int of(JsonWebToken token) {
        return token.getOtherClaims().get(CLAIM) instanceof Number number ? number.intValue() : 0;
    }

    /** Notes the secret that a token is made with. */
    public static void note(JsonWebToken token, int secretNumber) {
        if (secretNumber > 0) {
            token.setOtherClaims(CLAIM, secretNumber);
        } else {
            token.getOtherClaims().remove(CLAIM);
        }
    }
}
