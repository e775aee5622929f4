package io.apitokens.keycloak.revocation;

/** What a revocation ended. */
public record RevocationResult(int apiTokens, int refreshTokens) {

    /** Nothing, because it had ended before. */
    public static final RevocationResult NOTHING = new RevocationResult(0, 0);

    /** Both together. */
    public RevocationResult and(RevocationResult other) {
        return new RevocationResult(apiTokens + other.apiTokens, refreshTokens + other.refreshTokens);
    }
}
