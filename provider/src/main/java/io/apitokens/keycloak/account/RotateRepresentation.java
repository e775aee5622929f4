package io.apitokens.keycloak.account;

/**
 * The body of a request to rotate an API token.
 *
 * @param gracePeriod for how many seconds, up to a day, the secret before counts as well; left out for none
 */
public record RotateRepresentation(Long gracePeriod) {}
