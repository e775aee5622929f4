package io.apitokens.keycloak.token;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A labelled, opaque bearer credential of one user, issued for one client of one realm: an OAuth 2.0 access token
 * (RFC 6750), not a JWT. Its secret is no part of it.
 *
 * @param id public id, the {@code jti} of RFC 7662
 * @param clientId internal id of the token client, not its OAuth {@code client_id}
 * @param slot a number that no other active API token of the user has, so that slots can be limited; null once it
 *     ended
 * @param label unique among the active API tokens of the user
 * @param description free text, or null
 * @param scope what was granted, before the live state of user and client narrows it
 * @param hint prefix and last four characters of the secret
 * @param created epoch milliseconds
 * @param expires epoch milliseconds, or null where it never expires
 * @param grantingSession null where the user minted it without a client
 * @param rotation how its secret has changed
 * @param lastUse null until it is used, exact to the minute
 * @param revocation null until it is revoked
 */
public record ApiToken(
        String id,
        String realmId,
        String userId,
        String clientId,
        Integer slot,
        Label label,
        Description description,
        GrantedScope scope,
        String hint,
        long created,
        Long expires,
        GrantingSession grantingSession,
        Rotation rotation,
        TokenUse lastUse,
        Revocation revocation) {

    /** How long before its expiry its user is told, in milliseconds. */
    private static final long NOTICE = TimeUnit.DAYS.toMillis(7);

    /** Status at a time given in epoch milliseconds. An expiry is exact, whether or not a task has marked it yet. */
    public Status status(long now) {
        if (revocation != null) {
            return revocation.reason() == Revocation.Reason.EXPIRED ? Status.EXPIRED : Status.REVOKED;
        }
        return expires != null && expires <= now ? Status.EXPIRED : Status.ACTIVE;
    }

    /** Empty where it never expires. */
    public Optional<Long> expiry() {
        return Optional.ofNullable(expires);
    }

    /** When its user is to be told that it expires; empty where it never does, or was minted for less than that. */
    public Optional<Long> expiryNotice() {
        return expiry().map(expiry -> expiry - NOTICE).filter(due -> due > created);
    }

    /** The same API token with another label and description. */
    public ApiToken relabelled(Label newLabel, Description newDescription) {
        return new ApiToken(
                id,
                realmId,
                userId,
                clientId,
                slot,
                newLabel,
                newDescription,
                scope,
                hint,
                created,
                expires,
                grantingSession,
                rotation,
                lastUse,
                revocation);
    }

    /** The same API token with another secret. */
    public ApiToken rotated(Secret secret, Rotation newRotation) {
        return new ApiToken(
                id,
                realmId,
                userId,
                clientId,
                slot,
                label,
                description,
                scope,
                secret.hint(),
                created,
                expires,
                grantingSession,
                newRotation,
                lastUse,
                revocation);
    }

    /** What a list can be filtered by. */
    public enum Status {
        ACTIVE,
        EXPIRED,
        REVOKED
    }
}
