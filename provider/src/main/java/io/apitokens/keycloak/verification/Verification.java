package io.apitokens.keycloak.verification;

import java.util.Optional;

import io.apitokens.keycloak.event.ApiTokenEvent;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.Rotation;
import io.apitokens.keycloak.token.TokenClient;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** The decision of the {@link ApiTokenVerifier}: the API token is valid, or the reason why it is not. */
public sealed interface Verification {

    /** Returns the API token for events, if it is known. Do not tell the caller about it. */
    Optional<ApiToken> token();

    /** Adds the API token and its user to an event, if it is known. */
    default void describe(EventBuilder event, RealmModel realm) {
        token().ifPresent(token -> ApiTokenEvent.identify(event, realm, token).user(token.userId()));
    }

    /**
     * The API token is active now, for this client and this user.
     *
     * @param secretNumber number of the secret that was presented, or that the derived token was issued with
     */
    record Verified(ApiToken apiToken, int secretNumber, TokenClient tokenClient, UserModel user)
            implements Verification {

        @Override
        public Optional<ApiToken> token() {
            return Optional.of(apiToken);
        }

        /**
         * Returns when the secret ends, in epoch milliseconds: with the API token, or earlier with its grace period.
         * Empty if it never ends.
         */
        public Optional<Long> end() {
            Rotation rotation = apiToken.rotation();
            if (secretNumber == rotation.number() || rotation.graceEnds() == null) {
                return apiToken.expiry();
            }
            return Optional.of(Math.min(rotation.graceEnds(), apiToken.expiry().orElse(Long.MAX_VALUE)));
        }

        /** The client that the API token was issued for. */
        public ClientModel client() {
            return tokenClient.client();
        }
    }

    /**
     * The API token is not active now.
     *
     * @param check that failed
     */
    record Rejected(Check check, Reason reason, Optional<ApiToken> token) implements Verification {}

    /** The checks, in the order in which they are made. The first that fails decides. */
    enum Check {
        /** The realm has an API token with this secret. */
        TOKEN,
        /** A derived token belongs to a session that has not ended. */
        SESSION,
        /** The realm is enabled. */
        REALM,
        /** The API token and its secret are active, and not older than the not-before policy of the realm. */
        STATE,
        /** The token client allows it. */
        CLIENT,
        /** The user allows it. */
        USER
    }

    /** Tells why an API token is not active, with the error for Keycloak's events. */
    enum Reason {
        UNKNOWN(Errors.INVALID_TOKEN, "API token is unknown"),
        FOREIGN_REALM(Errors.INVALID_TOKEN, "API token is of another realm"),
        REALM_DISABLED(Errors.REALM_DISABLED, "Realm of the API token is disabled"),
        REVOKED(Errors.INVALID_TOKEN, "API token is revoked"),
        ROTATED(Errors.INVALID_TOKEN, "API token has another secret now"),
        SESSION_ENDED(Errors.INVALID_TOKEN, "Session of the derived token has ended"),
        EXPIRED(Errors.INVALID_TOKEN, "API token is expired"),
        CLIENT_NOT_FOUND(Errors.CLIENT_NOT_FOUND, "Client of the API token does not exist"),
        CLIENT_DISABLED(Errors.CLIENT_DISABLED, "Client of the API token is disabled"),
        NO_TOKEN_CLIENT(Errors.INVALID_CLIENT, "API tokens are not enabled for the client"),
        USER_NOT_FOUND(Errors.USER_NOT_FOUND, "User of the API token does not exist"),
        USER_DISABLED(Errors.USER_DISABLED, "User of the API token is disabled"),
        SERVICE_ACCOUNT_DISABLED(Errors.CLIENT_DISABLED, "Client of the service account does not allow it"),
        NOT_BEFORE(Errors.INVALID_TOKEN, "API token is older than the not-before policy");

        private final String error;
        private final String description;

        Reason(String error, String description) {
            this.error = error;
            this.description = description;
        }

        public String error() {
            return error;
        }

        public String description() {
            return description;
        }
    }
}
