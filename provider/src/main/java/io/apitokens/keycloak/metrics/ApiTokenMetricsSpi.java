package io.apitokens.keycloak.metrics;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** The SPI {@code api-token-metrics}: the metrics of API tokens. */
public final class ApiTokenMetricsSpi implements Spi {

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return "api-token-metrics";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return ApiTokenMetrics.class;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class<? extends ProviderFactory> getProviderFactoryClass() {
        return ApiTokenMetricsFactory.class;
    }
}
