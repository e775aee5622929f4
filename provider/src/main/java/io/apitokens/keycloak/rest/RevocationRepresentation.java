package io.apitokens.keycloak.rest;

import io.apitokens.keycloak.revocation.RevocationResult;

/**
 * The result of a revocation.
 *
 * @param revoked number of API tokens that it ended, without those that had ended before
 * @param refreshTokens number of refresh tokens that ended with them
 */
public record RevocationRepresentation(int revoked, int refreshTokens) {

    public static RevocationRepresentation of(RevocationResult ended) {
        return new RevocationRepresentation(ended.apiTokens(), ended.refreshTokens());
    }
}
