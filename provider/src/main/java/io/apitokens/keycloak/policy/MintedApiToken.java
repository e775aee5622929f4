package io.apitokens.keycloak.policy;

import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Secret;

/** A new API token and its secret, together this once. */
public record MintedApiToken(ApiToken token, Secret secret) {}
