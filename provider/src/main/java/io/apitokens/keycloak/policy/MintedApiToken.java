package io.apitokens.keycloak.policy;

import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Secret;

/** An API token and its new secret. */
public record MintedApiToken(ApiToken token, Secret secret) {}
