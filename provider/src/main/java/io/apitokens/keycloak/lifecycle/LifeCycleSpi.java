package io.apitokens.keycloak.lifecycle;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** The SPI {@code api-token-life-cycle}: the scheduled work on API tokens. */
public final class LifeCycleSpi implements Spi {

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return "api-token-life-cycle";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return LifeCycle.class;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class<? extends ProviderFactory> getProviderFactoryClass() {
        return LifeCycleFactory.class;
    }
}
