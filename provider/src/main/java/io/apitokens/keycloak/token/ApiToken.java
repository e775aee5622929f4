package io.apitokens.keycloak.token;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A labelled, opaque bearer credential of one user, issued for one client of one realm: an OAuth 2.0 access token (RFC
 * 6750), not a JWT. It does not contain its secret.
 *
 * @param id public id, the {@code jti} of RFC 7662
 * @param label unique among the active API tokens of the user
 * @param description free text, or null
 */
public record ApiToken(String id, Owner owner, Grant grant, Label label, Description description, State state) {

    /** The notice of the expiry is due this long before the expiry, in milliseconds. */
    private static final long NOTICE = TimeUnit.DAYS.toMillis(7);

    /** Returns the status at a time in epoch milliseconds. An expiry is exact, even before a task has marked it. */
    public Status status(long now) {
        if (revocation() != null) {
            return revocation().reason() == Revocation.Reason.EXPIRED ? Status.EXPIRED : Status.REVOKED;
        }
        return expires() != null && expires() <= now ? Status.EXPIRED : Status.ACTIVE;
    }

    /** Returns the expiry in epoch milliseconds; empty if it never expires. */
    public Optional<Long> expiry() {
        return Optional.ofNullable(expires());
    }

    /** Returns when to tell the user of the expiry; empty if it never expires or was minted for a week or less. */
    public Optional<Long> expiryNotice() {
        return expiryNotice(created());
    }

    /**
     * Returns when to tell the user of the expiry; empty if it never expires or expires within a week.
     *
     * @param now epoch milliseconds at which the expiry was set
     */
    public Optional<Long> expiryNotice(long now) {
        return expiry().map(expiry -> expiry - NOTICE).filter(due -> due > now);
    }

    /** Returns the same API token with another label and description. */
    public ApiToken relabelled(Label newLabel, Description newDescription) {
        return new ApiToken(id, owner, grant, newLabel, newDescription, state);
    }

    /** Returns the same API token with another expiry in epoch milliseconds. */
    public ApiToken expiring(long expires) {
        Grant later = new Grant(clientId(), scope(), created(), expires, grantingSession());
        return new ApiToken(id, owner, later, label, description, state);
    }

    /** Returns the same API token with another secret. */
    public ApiToken rotated(Secret secret, Rotation rotation) {
        return new ApiToken(id, owner, grant, label, description, state.rotated(secret, rotation));
    }

    public String realmId() {
        return owner.realmId();
    }

    public String userId() {
        return owner.userId();
    }

    /** Returns the internal id of the token client. */
    public String clientId() {
        return grant.clientId();
    }

    public GrantedScope scope() {
        return grant.scope();
    }

    public long created() {
        return grant.created();
    }

    /** Returns the time of creation in epoch seconds, as in JWTs. */
    public long createdSeconds() {
        return TimeUnit.MILLISECONDS.toSeconds(created());
    }

    public Long expires() {
        return grant.expires();
    }

    public GrantingSession grantingSession() {
        return grant.session();
    }

    public Integer slot() {
        return state.slot();
    }

    public String hint() {
        return state.hint();
    }

    public Rotation rotation() {
        return state.rotation();
    }

    public TokenUse lastUse() {
        return state.lastUse();
    }

    public Revocation revocation() {
        return state.revocation();
    }

    /** The status of an API token; lists can be filtered by it. */
    public enum Status {
        ACTIVE,
        EXPIRED,
        REVOKED
    }
}
