package io.apitokens.keycloak.metrics;

import org.keycloak.provider.ProviderFactory;

/** Creates the {@link ApiTokenMetrics}. */
public interface ApiTokenMetricsFactory extends ProviderFactory<ApiTokenMetrics> {}
