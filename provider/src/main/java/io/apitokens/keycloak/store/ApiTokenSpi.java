package io.apitokens.keycloak.store;

import io.apitokens.keycloak.compatibility.KeycloakCheck;
import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/**
 * The SPI {@code api-token}: the store of API tokens. Keycloak loads the SPIs before all else of a provider, so this
 * class checks that the rest of the extension can be loaded.
 */
public final class ApiTokenSpi implements Spi {

    /**
     * Creates the SPI.
     *
     * @throws IllegalStateException if the extension does not fit this Keycloak
     */
    public ApiTokenSpi() {
        KeycloakCheck.require();
    }

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return "api-token";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return ApiTokenProvider.class;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class<? extends ProviderFactory> getProviderFactoryClass() {
        return ApiTokenProviderFactory.class;
    }
}
