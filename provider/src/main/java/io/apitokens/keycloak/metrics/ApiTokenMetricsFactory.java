package io.apitokens.keycloak.metrics;

import org.keycloak.provider.ProviderFactory;

/** Makes the {@link ApiTokenMetrics}. */
public interface ApiTokenMetricsFactory extends ProviderFactory<ApiTokenMetrics> {}
