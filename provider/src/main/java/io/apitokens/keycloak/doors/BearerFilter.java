package io.apitokens.keycloak.doors;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;

import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.PathSegment;
import jakarta.ws.rs.ext.Provider;

import io.apitokens.keycloak.claims.SessionJwt;
import io.apitokens.keycloak.log.LogMessage;
import io.apitokens.keycloak.rest.ServiceUnavailable;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.store.PresentedSecret;
import io.apitokens.keycloak.token.Secret;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.keycloak.common.ClientConnection;
import org.keycloak.executors.ExecutorsProvider;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.ModelException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.services.resources.KeycloakApplication;

/**
 * Replaces an API token in the {@code Authorization} header by a {@link SessionJwt}, because Keycloak's endpoints
 * accept only JWTs. This opens no door: the {@link DerivedTokenGuard} decides at the endpoint. The filter does not
 * replace unknown and inactive API tokens, which Keycloak refuses. It rejects ambiguous credentials.
 */
@Provider
@PreMatching
public final class BearerFilter implements ContainerRequestFilter {

    private static final Logger LOG = Logger.getLogger(BearerFilter.class);
    private static final String EXECUTOR = "api-tokens";

    /** Limits waiting requests, because the queue of the executor has no limit. */
    private static final Semaphore IN_FLIGHT = new Semaphore(500);

    @Override
    public void filter(ContainerRequestContext request) {
        BearerCredentials credentials = BearerCredentials.of(request);
        if (credentials.isAmbiguous()) {
            request.abortWith(BearerCredentials.ambiguous());
        } else if (!isOwnRest(request.getUriInfo().getPathSegments())) {
            credentials
                    .secret()
                    .ifPresent(secret -> dispatch(secret, (ResteasyReactiveContainerRequestContext) request));
        }
    }

    /** Returns whether a path belongs to the account REST of this extension, which reads API tokens itself. */
    private static boolean isOwnRest(List<PathSegment> path) {
        return path.size() > 2
                && path.get(0).getPath().equals("realms")
                && path.get(2).getPath().equals("api-tokens");
    }

    /** Moves the request to another thread: threads of the event loop must not wait for the database. */
    private static void dispatch(Secret secret, ResteasyReactiveContainerRequestContext request) {
        KeycloakSessionFactory factory = KeycloakApplication.getSessionFactory();
        try (KeycloakSession here = factory.create()) {
            // The other thread has no current request.
            HttpRequest http = here.getContext().getHttpRequest();
            ClientConnection connection = here.getContext().getConnection();
            ExecutorService executor = here.getProvider(ExecutorsProvider.class).getExecutor(EXECUTOR);
            if (!IN_FLIGHT.tryAcquire()) {
                throw ServiceUnavailable.error();
            }
            request.suspend();
            CompletableFuture.runAsync(
                            () -> KeycloakModelUtils.runJobInTransaction(factory, session -> {
                                session.getContext().setHttpRequest(http);
                                session.getContext().setConnection(connection);
                                replace(session, secret, request);
                            }),
                            executor)
                    .whenComplete((done, failure) -> {
                        IN_FLIGHT.release();
                        resume(request, failure);
                    });
        }
    }

    private static void replace(KeycloakSession session, Secret secret, ContainerRequestContext request) {
        Optional<PresentedSecret> found = ApiTokenProvider.of(session).bySecret(secret);
        RealmModel realm = found.map(
                        presented -> session.realms().getRealm(presented.token().realmId()))
                .orElse(null);
        if (realm != null) {
            session.getContext().setRealm(realm);
            SessionJwt.of(session, found.get())
                    .ifPresent(jwt -> request.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, "Bearer " + jwt));
        }
    }

    private static void resume(ResteasyReactiveContainerRequestContext request, Throwable failure) {
        if (failure == null) {
            request.resume();
        } else if (failure.getCause() instanceof PersistenceException || failure.getCause() instanceof ModelException) {
            LogMessage.NOT_USED.log(LOG, failure.getCause());
            request.resume(ServiceUnavailable.error());
        } else {
            request.resume(failure.getCause());
        }
    }
}
