package io.apitokens.keycloak.metrics;

import java.util.Map;
import java.util.function.Supplier;

import io.apitokens.keycloak.memo.Outcome;
import io.apitokens.keycloak.verification.Verification;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.Provider;
import org.keycloak.services.CorsErrorResponseException;

/**
 * Counts operations on API tokens. No metric has a tag that identifies a user, client or API token, or a value that a
 * caller chose.
 */
public interface ApiTokenMetrics extends Provider {

    /** The outcome of a successful operation. */
    String SUCCESS = "success";

    /** The outcome of an operation that failed for an unknown reason. */
    String FAILURE = "error";

    /** Returns the metrics of this server. */
    static ApiTokenMetrics of(KeycloakSession session) {
        return session.getProvider(ApiTokenMetrics.class);
    }

    /** Counts an introspection of an active API token. */
    void active(RealmModel realm);

    /** Counts an introspection by a client that is not in the audience of the active API token. */
    void notInAudience(RealmModel realm);

    /** Counts an introspection of an inactive API token. */
    void inactive(RealmModel realm, Verification.Reason reason);

    /** Counts an introspection that failed because of the database. */
    void unanswered(RealmModel realm);

    /** Counts whether an introspection by a client reused an evaluation, or why not. */
    void evaluated(RealmModel realm, Outcome outcome);

    /** Counts an attempt to mint an API token. */
    void minted(String realm, String outcome);

    /** Counts an attempt to rotate a secret. */
    void rotated(String realm, String outcome);

    /** Counts the end of an API token. */
    void revoked(String realm, String actor, String reason);

    /** Counts an exchange. */
    void exchanged(Exchange exchange, RealmModel realm, String outcome);

    /** Sets the number of active API tokens of each realm, by its name. Removes the metric of all other realms. */
    void activeNow(Map<String, Long> counts);

    /** Removes the metrics of a removed realm. */
    void removed(String realm);

    /** Runs a background task and measures its time. */
    void time(String task, Runnable work);

    /** Runs an exchange and counts it. */
    default <T> T count(Exchange exchange, RealmModel realm, Supplier<T> work) {
        String outcome = FAILURE;
        try {
            T result = work.get();
            outcome = SUCCESS;
            return result;
        } catch (CorsErrorResponseException e) {
            // The message is the error code.
            outcome = e.getMessage();
            throw e;
        } finally {
            exchanged(exchange, realm, outcome);
        }
    }

    @Override
    default void close() {
        // The metrics belong to the server and not to a request.
    }

    /** The token exchanges (RFC 8693) with API tokens. */
    enum Exchange {
        /** An API token for a JWT. */
        FROM_API_TOKEN,
        /** A JWT for an API token. */
        TO_API_TOKEN
    }
}
