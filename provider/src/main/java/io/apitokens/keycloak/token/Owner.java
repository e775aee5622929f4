package io.apitokens.keycloak.token;

/** The user of a realm that an API token belongs to. */
public record Owner(String realmId, String userId) {}
