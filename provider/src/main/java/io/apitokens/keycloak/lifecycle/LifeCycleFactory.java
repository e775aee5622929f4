package io.apitokens.keycloak.lifecycle;

import org.keycloak.provider.ProviderFactory;

/** Starts the {@link LifeCycle}. */
public interface LifeCycleFactory extends ProviderFactory<LifeCycle> {}
