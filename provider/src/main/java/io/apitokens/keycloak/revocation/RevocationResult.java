package io.apitokens.keycloak.revocation;

/** The numbers of API tokens and refresh tokens that a revocation ended. */
public record RevocationResult(int apiTokens, int refreshTokens) {

    /** The result if the API token had ended before. */
    public static final RevocationResult NOTHING = new RevocationResult(0, 0);

    /** Returns the sum of two results. */
    public RevocationResult and(RevocationResult other) {
        return new RevocationResult(apiTokens + other.apiTokens, refreshTokens + other.refreshTokens);
    }
}
