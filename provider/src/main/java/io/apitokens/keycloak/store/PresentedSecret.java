package io.apitokens.keycloak.store;

import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Rotation;

/**
 * Whose secret it is.
 *
 * @param secretNumber which secret of the API token, in the count of its {@link Rotation}
 */
public record PresentedSecret(ApiToken token, int secretNumber) {

    /**
     * Whether the API token is active and this is a secret of it that counts, at a time given in epoch milliseconds.
     */
    public boolean isActive(long now) {
        return token.status(now) == ApiToken.Status.ACTIVE && token.rotation().isAccepted(secretNumber, now);
    }
}
