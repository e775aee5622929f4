package io.apitokens.keycloak.rest;

import io.apitokens.keycloak.revocation.RevocationResult;

/**
 * What a revocation ended.
 *
 * @param revoked how many API tokens; those that had ended before do not count
 * @param refreshTokens how many refresh tokens ended with them
 */
public record RevocationRepresentation(int revoked, int refreshTokens) {

    public static RevocationRepresentation of(RevocationResult ended) {
        return new RevocationRepresentation(ended.apiTokens(), ended.refreshTokens());
    }
}
