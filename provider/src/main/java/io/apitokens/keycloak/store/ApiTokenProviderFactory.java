package io.apitokens.keycloak.store;

import org.keycloak.provider.ProviderFactory;
import org.keycloak.timer.ScheduledTask;

/** Creates the store of API tokens. */
public interface ApiTokenProviderFactory extends ProviderFactory<ApiTokenProvider> {

    /** Returns the task that writes the uses seen by this node. {@link #close()} writes the last ones. */
    ScheduledTask useWriter();
}
