package io.apitokens.keycloak.account;

/**
 * The body of a request to rotate an API token.
 *
 * @param gracePeriod seconds, up to a day, that the previous secret stays valid; left out for none
 */
public record RotateRepresentation(Long gracePeriod) {}
