package io.apitokens.keycloak.policy;

import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.store.Repetition;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.IdempotencyKey;
import io.apitokens.keycloak.token.InvalidApiTokenException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Rejects requests whose idempotency key an earlier request has had. The earlier one may have used the last slot, the
 * label or the time of the requested expiry, so this check comes before those of the policy.
 */
record Repetitions(ApiTokenProvider tokens) {

    /**
     * @param key null for none
     * @throws ApiTokenConflictException if the same request has minted an API token
     * @throws InvalidApiTokenException if a request with another body has minted one
     */
    void requireFirstMint(RealmModel realm, UserModel user, IdempotencyKey key) {
        if (key != null) {
            tokens.mintedWith(realm, user, key).ifPresent(repetition -> {
                requireSame(repetition);
                throw ApiTokenConflictException.alreadyMinted(repetition.tokenId());
            });
        }
    }

    /**
     * @param key null for none
     * @throws ApiTokenConflictException if the same request has rotated the API token
     * @throws InvalidApiTokenException if a request with another body has rotated it
     */
    void requireFirstRotation(ApiToken token, IdempotencyKey key) {
        if (key != null) {
            tokens.rotatedWith(token, key).ifPresent(repetition -> {
                requireSame(repetition);
                throw ApiTokenConflictException.alreadyRotated();
            });
        }
    }

    /** @throws InvalidApiTokenException if the earlier request had another body */
    static void requireSame(Repetition repetition) {
        if (!repetition.isSame()) {
            throw new InvalidApiTokenException(
                    "apiTokenIdempotencyKeyReused", IdempotencyKey.HEADER, repetition.tokenId());
        }
    }
}
