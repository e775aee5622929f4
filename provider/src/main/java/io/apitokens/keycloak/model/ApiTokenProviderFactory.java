package io.apitokens.keycloak.model;

import org.keycloak.provider.ProviderFactory;

/** Makes the store of API tokens. */
public interface ApiTokenProviderFactory extends ProviderFactory<ApiTokenProvider> {}
