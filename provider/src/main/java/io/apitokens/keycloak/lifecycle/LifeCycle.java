package io.apitokens.keycloak.lifecycle;

import org.keycloak.provider.Provider;

/** The life cycle of API tokens. It has no methods: it is a provider only so that Keycloak starts and configures it. */
public interface LifeCycle extends Provider {}
