package io.apitokens.keycloak.store;

import org.keycloak.provider.ProviderFactory;
import org.keycloak.timer.ScheduledTask;

/** Makes the store of API tokens. */
public interface ApiTokenProviderFactory extends ProviderFactory<ApiTokenProvider> {

    /** The task that writes the uses that this node has seen. {@link #close()} writes the last ones. */
    ScheduledTask useWriter();
}
