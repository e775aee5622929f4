package io.apitokens.keycloak.policy;

import io.apitokens.keycloak.token.IdempotencyKey;

/**
 * The unchecked values of a request to rotate.
 *
 * @param gracePeriod seconds, up to a day, that the previous secret stays valid; null or 0 for none
 * @param keepGracePeriod whether only the newest secret ends, and a secret in its grace period stays valid until then:
 *     for a rotation whose answer was lost
 * @param expiry requested expiry; without time and lifetime, the expiry stays
 * @param key name of the request, so that its repetition does not rotate again; null for none
 */
public record RotationRequest(Long gracePeriod, boolean keepGracePeriod, Expiry expiry, IdempotencyKey key) {}
