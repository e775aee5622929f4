package io.apitokens.keycloak.lifecycle;

import org.keycloak.provider.Provider;

/** Nobody asks for it: it works by itself. It is a provider so that Keycloak starts and configures it. */
public interface LifeCycle extends Provider {}
