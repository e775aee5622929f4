package io.apitokens.keycloak.account;

/**
 * The answer to a revocation.
 *
 * @param revoked how many API tokens it ended
 */
public record RevocationRepresentation(int revoked) {}
