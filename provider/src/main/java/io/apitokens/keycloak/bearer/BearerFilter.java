package io.apitokens.keycloak.bearer;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;

import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

import io.apitokens.keycloak.log.LogMessage;
import io.apitokens.keycloak.model.Secret;
import io.apitokens.keycloak.oauth.SessionJwt;
import io.apitokens.keycloak.oauth.TryAgain;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.keycloak.common.ClientConnection;
import org.keycloak.executors.ExecutorsProvider;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.ModelException;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.services.resources.KeycloakApplication;

/**
 * Lets an API token be used where Keycloak wants one of its own JWTs: before a request reaches Keycloak, a
 * {@link SessionJwt} takes the API token's place in the {@code Authorization} header. Whatever is no API token, or not
 * active, is left as it is, for Keycloak to refuse.
 */
@Provider
@PreMatching
public final class BearerFilter implements ContainerRequestFilter {

    private static final Logger LOG = Logger.getLogger(BearerFilter.class);
    private static final String SCHEME = "Bearer ";
    private static final String EXECUTOR = "api-tokens";

    /** So that a flood is refused and does not pile up: the executor's queue has no end. */
    private static final Semaphore IN_FLIGHT = new Semaphore(500);

    @Override
    public void filter(ContainerRequestContext request) {
        token(request).flatMap(Secret::parse).ifPresent(secret -> Door.at(
                        request.getUriInfo().getPath())
                .ifPresent(door -> dispatch(door, secret, (ResteasyReactiveContainerRequestContext) request)));
    }

    /** Section 2.1 of RFC 6750, and nowhere else than in the header. */
    static Optional<String> token(ContainerRequestContext request) {
        String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(header.substring(SCHEME.length()))
                : Optional.empty();
    }

    /** A thread of the event loop, which this is, must not wait for the database. */
    private static void dispatch(Door door, Secret secret, ResteasyReactiveContainerRequestContext request) {
        KeycloakSessionFactory factory = KeycloakApplication.getSessionFactory();
        try (KeycloakSession here = factory.create()) {
            // To the session of another thread there is no current request: it has to be handed over.
            HttpRequest http = here.getContext().getHttpRequest();
            ClientConnection connection = here.getContext().getConnection();
            ExecutorService executor = here.getProvider(ExecutorsProvider.class).getExecutor(EXECUTOR);
            if (!IN_FLIGHT.tryAcquire()) {
                throw TryAgain.error();
            }
            request.suspend();
            CompletableFuture.runAsync(
                            () -> KeycloakModelUtils.runJobInTransaction(factory, session -> {
                                session.getContext().setHttpRequest(http);
                                session.getContext().setConnection(connection);
                                swap(session, door, secret, request);
                            }),
                            executor)
                    .whenComplete((done, failure) -> {
                        IN_FLIGHT.release();
                        resume(request, failure);
                    });
        }
    }

    private static void swap(KeycloakSession session, Door door, Secret secret, ContainerRequestContext request) {
        session.getContext().setRealm(door.realm(session, secret));
        if (session.getContext().getRealm() != null) {
            SessionJwt.of(session, secret)
                    .ifPresent(jwt -> request.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, SCHEME + jwt));
        }
    }

    private static void resume(ResteasyReactiveContainerRequestContext request, Throwable failure) {
        if (failure == null) {
            request.resume();
        } else if (failure.getCause() instanceof PersistenceException || failure.getCause() instanceof ModelException) {
            LogMessage.NOT_USED.log(LOG, failure.getCause());
            request.resume(TryAgain.error());
        } else {
            request.resume(failure.getCause());
        }
    }
}
