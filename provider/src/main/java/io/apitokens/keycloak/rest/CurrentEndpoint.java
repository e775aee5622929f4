package io.apitokens.keycloak.rest;

import java.util.Optional;

import jakarta.enterprise.context.ContextNotActiveException;

import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;

/** The endpoint that JAX-RS has matched for the request of this thread. */
public final class CurrentEndpoint {

    private CurrentEndpoint() {}

    /** Returns the request; empty in imports and scheduled tasks, and before JAX-RS has matched an endpoint. */
    public static Optional<ResteasyReactiveRequestContext> request() {
        try {
            return Optional.ofNullable(CurrentRequestManager.get()).filter(request -> request.getTarget() != null);
        } catch (ContextNotActiveException e) {
            return Optional.empty();
        }
    }
}
