package io.apitokens.keycloak.lifecycle;

import org.keycloak.provider.Provider;

/** Has no methods for callers. It is a provider so that Keycloak starts and configures it. */
public interface LifeCycle extends Provider {}
