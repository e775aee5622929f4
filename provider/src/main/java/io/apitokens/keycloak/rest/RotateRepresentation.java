package io.apitokens.keycloak.rest;

import io.apitokens.keycloak.policy.Expiry;
import io.apitokens.keycloak.policy.RotationRequest;
import io.apitokens.keycloak.token.IdempotencyKey;
import io.apitokens.keycloak.token.InvalidApiTokenException;

/**
 * The body of a request to rotate an API token.
 *
 * @param gracePeriod seconds, up to a day, that the previous secret stays valid; left out for none
 * @param keepGracePeriod true if only the newest secret ends, because the answer with it was lost: a secret in its
 *     grace period stays valid until then; excludes {@code gracePeriod}
 * @param expiresTimestamp new expiry in epoch milliseconds
 * @param lifetime seconds from now, instead of a time; without either, the expiry stays
 */
public record RotateRepresentation(Long gracePeriod, Boolean keepGracePeriod, Long expiresTimestamp, Long lifetime) {

    /**
     * @param key name of the request; null for none
     * @throws InvalidApiTokenException if the body has a grace period and keeps the present one
     */
    public RotationRequest toRequest(IdempotencyKey key) {
        boolean isKept = Boolean.TRUE.equals(keepGracePeriod);
        if (isKept && gracePeriod != null) {
            throw new InvalidApiTokenException("apiTokenInvalidBody", "keepGracePeriod");
        }
        return new RotationRequest(gracePeriod, isKept, new Expiry(expiresTimestamp, lifetime), key);
    }
}
