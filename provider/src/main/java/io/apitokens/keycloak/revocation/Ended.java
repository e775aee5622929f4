package io.apitokens.keycloak.revocation;

/** What a revocation ended. */
public record Ended(int apiTokens, int refreshTokens) {

    /** Nothing, because it had ended before. */
    public static final Ended NOTHING = new Ended(0, 0);

    /** Both together. */
    public Ended and(Ended other) {
        return new Ended(apiTokens + other.apiTokens, refreshTokens + other.refreshTokens);
    }
}
