package io.apitokens.keycloak.store;

/**
 * A request whose idempotency key an earlier request of the user has had.
 *
 * @param tokenId the API token that the earlier request minted or rotated
 * @param isSame whether the earlier request had the same body
 */
public record Repetition(String tokenId, boolean isSame) {}
