package io.apitokens.keycloak.policy;

import java.util.concurrent.TimeUnit;

import io.apitokens.keycloak.token.InvalidApiTokenException;

/**
 * The requested expiry of an API token: at a time, after a lifetime, or by the policy.
 *
 * @param timestamp epoch milliseconds, or null
 * @param lifetime seconds, or null
 */
public record Expiry(Long timestamp, Long lifetime) {

    /** The default of the policy: never, or the default lifetime if each API token must expire. */
    public static final Expiry BY_POLICY = new Expiry(null, null);

    private static final String TIMESTAMP = "expiresTimestamp";
    private static final String LIFETIME = "lifetime";

    /**
     * Returns the expiry under a policy.
     *
     * @param now epoch milliseconds
     * @return epoch milliseconds, or null for never
     * @throws InvalidApiTokenException naming the field that is wrong
     */
    Long under(ApiTokenPolicy policy, long now) {
        if (timestamp != null && lifetime != null) {
            throw new InvalidApiTokenException("apiTokenExpiresInvalid", LIFETIME);
        }
        Long expires = timestamp != null ? timestamp : after(lifetime, now);
        if (expires == null && !policy.nonExpiringAllowed()) {
            expires = policy.defaultLifetime()
                    .map(offered -> after(offered, now))
                    .orElseThrow(() -> new InvalidApiTokenException("apiTokenExpiresRequired", TIMESTAMP));
        }
        String field = lifetime == null ? TIMESTAMP : LIFETIME;
        if (expires != null && expires <= now) {
            throw new InvalidApiTokenException("apiTokenExpiresInvalid", field);
        }
        long max = policy.maxLifetime().orElse(PolicyRules.MAX_LIFETIME);
        if (expires != null && expires - now > TimeUnit.SECONDS.toMillis(max)) {
            throw new InvalidApiTokenException("apiTokenLifetimeTooLong", field, max);
        }
        return expires;
    }

    private static Long after(Long seconds, long now) {
        if (seconds == null) {
            return null;
        }
        // Saturates, so that an overflow is no valid time.
        return seconds > PolicyRules.MAX_LIFETIME
                ? Long.valueOf(Long.MAX_VALUE)
                : now + TimeUnit.SECONDS.toMillis(seconds);
    }
}
