package io.apitokens.keycloak.policy;

import java.util.concurrent.TimeUnit;

import io.apitokens.keycloak.store.ApiTokenBusyException;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.store.PresentedSecret;
import io.apitokens.keycloak.store.Repetition;
import io.apitokens.keycloak.store.SecretChange;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.IdempotencyKey;
import io.apitokens.keycloak.token.InvalidApiTokenException;
import io.apitokens.keycloak.token.Rotation;
import io.apitokens.keycloak.token.Secret;
import io.apitokens.keycloak.verification.Verification.Verified;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;

/**
 * Gives an API token a new secret at its own request, without a person. The previous secret stays valid for the grace
 * period of the policy, and no other rotation of this kind follows until then, so that the grace period is never cut
 * short.
 *
 * <p>Only the newest secret can do this. A request with a replaced secret is an alarm: somebody else has rotated the
 * API token. The exception is a job that has lost the answer. It repeats its request with the same idempotency key and
 * the secret that it still has. The secret of the lost answer ends then.
 */
public final class ApiTokenSelfRotation {

    private final KeycloakSession session;
    private final ApiTokenProvider tokens;

    public ApiTokenSelfRotation(KeycloakSession session) {
        this.session = session;
        this.tokens = ApiTokenProvider.of(session);
    }

    /** A new secret. {@code isRepetition} tells whether it takes the place of that of a lost answer. */
    public record Result(MintedApiToken minted, boolean isRepetition) {}

    /**
     * Replaces the newest secret of an active API token.
     *
     * @param verified the API token, by the secret that the request has as bearer token
     * @param expiry requested expiry; without time and lifetime, the expiry stays
     * @param key name of the request; null for none
     * @throws InvalidApiTokenException if the policy does not allow this expiry, or if another request had the key
     * @throws ApiTokenForbiddenException if the policy does not allow the request, or if the secret was replaced
     * @throws ApiTokenRotatedRecentlyException if the previous secret is in its grace period
     * @throws ApiTokenConflictException if an earlier request, whose answer was not lost, had the key
     * @throws ApiTokenBusyException if a concurrent request has changed the API token
     * @throws InvalidPolicyException if an attribute of the policy is invalid
     */
    public Result rotate(Verified verified, Expiry expiry, IdempotencyKey key) {
        PresentedSecret presented = new PresentedSecret(verified.apiToken(), verified.secretNumber());
        ApiTokenPolicy policy = ApiTokenPolicy.of(verified.client());
        boolean isRepetition = !presented.isNewest();
        if (isRepetition && policy.selfRotation()) {
            // Before the other rules, so that none of them hides the alarm.
            requireRepetition(presented, key);
        }
        Requester.itself(session, session.getContext().getRealm(), verified.user())
                .requirePermission(session, policy);
        return new Result(
                isRepetition ? repeat(presented.token()) : rotate(presented, policy, expiry, key), isRepetition);
    }

    private MintedApiToken rotate(PresentedSecret newest, ApiTokenPolicy policy, Expiry expiry, IdempotencyKey key) {
        ApiToken token = newest.token();
        requireUnused(key, newest);
        long now = Time.currentTimeMillis();
        if (token.rotation().isGrace(now)) {
            long left = token.rotation().graceEnds() - now;
            throw new ApiTokenRotatedRecentlyException((int) TimeUnit.MILLISECONDS.toSeconds(left) + 1);
        }
        if (!expiry.equals(Expiry.BY_POLICY) && !policy.selfRotationExpiry()) {
            throw ApiTokenForbiddenException.selfRotationExpiry();
        }
        Long expires = expiry.equals(Expiry.BY_POLICY) ? null : expiry.under(policy, now);
        long graceEnds = now + TimeUnit.SECONDS.toMillis(policy.selfRotationGracePeriod());
        return replace(token, token.rotation().nextByItself(now, graceEnds), expires, key);
    }

    /** Requires that no earlier request had the key. The caller repeats a request that a concurrent one overtook. */
    private void requireUnused(IdempotencyKey key, PresentedSecret newest) {
        if (key == null) {
            return;
        }
        tokens.rotatedWith(newest.token(), key).ifPresent(earlier -> {
            Repetitions.requireSame(earlier);
            if (tokens.replacedWith(newest, key).isPresent()) {
                throw new ApiTokenBusyException(null);
            }
            throw ApiTokenConflictException.alreadyRotated();
        });
    }

    /** Requires that the request repeats the rotation that replaced this secret. Anything else is an alarm. */
    private void requireRepetition(PresentedSecret previous, IdempotencyKey key) {
        Rotation rotation = previous.token().rotation();
        Repetition repetition =
                key == null ? null : tokens.replacedWith(previous, key).orElse(null);
        if (repetition == null || !rotation.mayBeRepeated()) {
            tokens.usedLate(previous.token());
            throw ApiTokenForbiddenException.secretReplaced();
        }
        Repetitions.requireSame(repetition);
    }

    private MintedApiToken repeat(ApiToken token) {
        return replace(token, token.rotation().again(Time.currentTimeMillis()), null, null);
    }

    private MintedApiToken replace(ApiToken token, Rotation rotation, Long expires, IdempotencyKey key) {
        Secret secret = tokens.newSecret();
        return tokens.rotate(token, new SecretChange(secret, rotation, expires, key, true))
                .map(rotated -> new MintedApiToken(rotated, secret))
                .orElseThrow(() -> new ApiTokenBusyException(null));
    }
}
