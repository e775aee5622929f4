package io.apitokens.keycloak.metrics;

import java.util.Map;
import java.util.function.Supplier;

import io.apitokens.keycloak.verification.Verification;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.Provider;
import org.keycloak.services.CorsErrorResponseException;

/**
 * Counts what is done with API tokens. No count tells of a single user, client or API token, nor has it a name that a
 * caller chose.
 */
public interface ApiTokenMetrics extends Provider {

    /** The outcome of what went well. */
    String SUCCESS = "success";

    /** The outcome of what failed without having said why. */
    String FAILURE = "error";

    /** The counts of this server. */
    static ApiTokenMetrics of(KeycloakSession session) {
        return session.getProvider(ApiTokenMetrics.class);
    }

    /** An introspection found an API token active. */
    void active(RealmModel realm);

    /** An introspection found an API token active, but not meant for the client that asked. */
    void notInAudience(RealmModel realm);

    /** An introspection found an API token not active. */
    void inactive(RealmModel realm, Verification.Reason reason);

    /** An introspection could not be answered: the database did not. */
    void unanswered(RealmModel realm);

    /** An API token was asked for by whatever door. */
    void minted(String realm, String outcome);

    /** A new secret was asked for. */
    void rotated(String realm, String outcome);

    /** An API token ended. */
    void revoked(String realm, String actor, String reason);

    /** An exchange came to an end. */
    void exchanged(Exchange exchange, RealmModel realm, String outcome);

    /** How many active API tokens each realm has, by its name; realms that are not among them have none to tell of. */
    void activeNow(Map<String, Long> counts);

    /** The realm is gone, and so are its counts. */
    void removed(String realm);

    /** Does the work of a background task and takes its time. */
    void time(String task, Runnable work);

    /** Does an exchange and counts it. */
    default <T> T count(Exchange exchange, RealmModel realm, Supplier<T> work) {
        String outcome = FAILURE;
        try {
            T result = work.get();
            outcome = SUCCESS;
            return result;
        } catch (CorsErrorResponseException e) {
            // Its message is the code of the error.
            outcome = e.getMessage();
            throw e;
        } finally {
            exchanged(exchange, realm, outcome);
        }
    }

    @Override
    default void close() {
        // It belongs to the server and not to a request.
    }

    /** The token exchanges (RFC 8693) with API tokens. */
    enum Exchange {
        /** An API token for a JWT. */
        FROM_API_TOKEN,
        /** A JWT for an API token. */
        TO_API_TOKEN
    }
}
