package io.apitokens.keycloak.account;

/**
 * The body of a request to change an API token.
 *
 * @param description left out to remove it
 */
public record ChangeRepresentation(String label, String description) {}
