package io.apitokens.keycloak.store;

import io.apitokens.keycloak.token.IdempotencyKey;
import io.apitokens.keycloak.token.Rotation;
import io.apitokens.keycloak.token.Secret;

/**
 * The changes of a rotation.
 *
 * @param secret the new secret
 * @param rotation the new rotation
 * @param expires new expiry in epoch milliseconds; null if it stays
 * @param key name of the request, or null
 * @param keepsLateUse whether a late use stays: so that a thief does not hide it, or because the previous secret is
 *     still valid
 */
public record SecretChange(Secret secret, Rotation rotation, Long expires, IdempotencyKey key, boolean keepsLateUse) {}
