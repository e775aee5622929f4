package io.apitokens.keycloak.policy;

import io.apitokens.keycloak.token.IdempotencyKey;

/**
 * The unchecked values of a request to rotate.
 *
 * @param gracePeriod seconds, up to a day, that the previous secret stays valid; null or 0 for none
 * @param expiry requested expiry; without time and lifetime, the expiry stays
 * @param key name of the request, so that its repetition does not rotate again; null for none
 */
public record RotationRequest(Long gracePeriod, Expiry expiry, IdempotencyKey key) {}
