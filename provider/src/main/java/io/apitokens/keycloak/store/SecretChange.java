package io.apitokens.keycloak.store;

import io.apitokens.keycloak.token.IdempotencyKey;
import io.apitokens.keycloak.token.Secret;

/**
 * The changes of a rotation.
 *
 * @param graceEnds epoch milliseconds until which the previous secret is valid too, or null
 * @param expires new expiry in epoch milliseconds; null if it stays
 * @param key name of the request, or null
 */
public record SecretChange(Secret secret, Long graceEnds, Long expires, IdempotencyKey key) {}
