package io.apitokens.keycloak.store;

import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Rotation;

/**
 * A secret that a request presented.
 *
 * @param token the API token that it belongs to
 * @param secretNumber number of the secret, see {@link Rotation}
 */
public record PresentedSecret(ApiToken token, int secretNumber) {

    /** Returns whether no rotation has replaced this secret. */
    public boolean isNewest() {
        return secretNumber == token.rotation().number();
    }

    /** Returns whether the API token is active and this secret of it is valid, at a time in epoch milliseconds. */
    public boolean isActive(long now) {
        return token.status(now) == ApiToken.Status.ACTIVE && token.rotation().isAccepted(secretNumber, now);
    }
}
