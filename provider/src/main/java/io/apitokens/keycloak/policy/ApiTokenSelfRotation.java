package io.apitokens.keycloak.policy;

import java.util.Optional;

import io.apitokens.keycloak.store.ApiTokenBusyException;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.store.PresentedSecret;
import io.apitokens.keycloak.store.Repetition;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.IdempotencyKey;
import io.apitokens.keycloak.token.InvalidApiTokenException;
import io.apitokens.keycloak.token.Secret;
import io.apitokens.keycloak.verification.Verification.Verified;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Gives an API token a new secret at its own request, without a person. The previous secret stays valid for the grace
 * period of the policy.
 *
 * <p>Only the newest secret may ask: a job that asks with a replaced one does not know that somebody else has rotated
 * the API token, which is an alarm. The exception is a job that has lost the answer. It repeats its request with the
 * same idempotency key and the secret that it still has. The secret of the lost answer ends then.
 */
public final class ApiTokenSelfRotation {

    private final KeycloakSession session;
    private final RealmModel realm;

    public ApiTokenSelfRotation(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
    }

    /**
     * Replaces the newest secret of an active API token.
     *
     * @param verified the API token, by the secret that the request has as bearer token
     * @param expiry requested expiry; without time and lifetime, the expiry stays
     * @param key name of the request; null for none
     * @throws InvalidApiTokenException if the policy does not allow this expiry, or if another request had the key
     * @throws ApiTokenForbiddenException if the policy does not allow the request, or if the secret was replaced
     * @throws ApiTokenConflictException if the API token has ended, or if the request is a repetition with the newest
     *     secret, so that its answer was not lost
     * @throws ApiTokenBusyException if a concurrent request has rotated it
     * @throws InvalidPolicyException if an attribute of the policy is invalid
     */
    public MintedApiToken rotate(Verified verified, Expiry expiry, IdempotencyKey key) {
        PresentedSecret presented = new PresentedSecret(verified.apiToken(), verified.secretNumber());
        ApiTokenPolicy policy = ApiTokenPolicy.of(verified.client());
        Requester itself = Requester.apiTokenOf(session, realm, verified.user());
        itself.requirePermission(session, policy);
        if (!presented.isNewest()) {
            return repeat(presented, key);
        }
        if (!expiry.equals(Expiry.BY_POLICY) && !policy.selfRotationExpiry()) {
            throw ApiTokenForbiddenException.selfRotationExpiry();
        }
        RotationRequest request = new RotationRequest((long) policy.selfRotationGracePeriod(), expiry, key);
        return new ApiTokenRotation(session, realm, verified.user()).rotate(presented.token(), request, itself);
    }

    /** Repeats the rotation that replaced this secret. */
    private MintedApiToken repeat(PresentedSecret presented, IdempotencyKey key) {
        ApiTokenProvider tokens = ApiTokenProvider.of(session);
        ApiToken token = presented.token();
        Optional<Repetition> repetition = key == null ? Optional.empty() : tokens.replacedWith(presented, key);
        if (repetition.isEmpty()) {
            tokens.usedLate(token);
            throw ApiTokenForbiddenException.secretReplaced();
        }
        Repetitions.requireSame(repetition.get());
        Secret secret = tokens.newSecret();
        return tokens.rotateAgain(presented, secret)
                .map(rotated -> new MintedApiToken(rotated, secret))
                .orElseThrow(() -> new ApiTokenBusyException(null));
    }
}
