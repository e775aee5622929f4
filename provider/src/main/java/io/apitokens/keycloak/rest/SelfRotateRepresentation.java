package io.apitokens.keycloak.rest;

import io.apitokens.keycloak.policy.Expiry;

/**
 * The body of a request of an API token to rotate itself.
 *
 * @param expiresTimestamp new expiry in epoch milliseconds
 * @param lifetime seconds from now, instead of a time; without either, the expiry stays
 */
public record SelfRotateRepresentation(Long expiresTimestamp, Long lifetime) {

    /** The request without a body. */
    public static final SelfRotateRepresentation NONE = new SelfRotateRepresentation(null, null);

    /** Returns the requested expiry. */
    public Expiry expiry() {
        return new Expiry(expiresTimestamp, lifetime);
    }
}
