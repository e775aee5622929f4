package io.apitokens.keycloak.rest;

import io.apitokens.keycloak.policy.Expiry;
import io.apitokens.keycloak.policy.RotationRequest;
import io.apitokens.keycloak.token.IdempotencyKey;

/**
 * The body of a request to rotate an API token.
 *
 * @param gracePeriod seconds, up to a day, that the previous secret stays valid; left out for none
 * @param expiresTimestamp new expiry in epoch milliseconds
 * @param lifetime seconds from now, instead of a time; without either, the expiry stays
 */
public record RotateRepresentation(Long gracePeriod, Long expiresTimestamp, Long lifetime) {

    /** @param key name of the request; null for none */
    public RotationRequest toRequest(IdempotencyKey key) {
        return new RotationRequest(gracePeriod, new Expiry(expiresTimestamp, lifetime), key);
    }
}
