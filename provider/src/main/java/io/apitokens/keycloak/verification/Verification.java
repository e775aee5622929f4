package io.apitokens.keycloak.verification;

import java.util.Optional;

import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.TokenClient;
import org.keycloak.events.Errors;
import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;

/** The answer of the {@link ApiTokenVerifier}: valid, or why not. */
public sealed interface Verification {

    /** What is known of the API token, for events; never for an answer. */
    Optional<ApiToken> token();

    /**
     * The API token is active now, for this client and this user.
     *
     * @param secretNumber the secret that it was used with, or that what was used was made with
     */
    record Verified(ApiToken apiToken, int secretNumber, TokenClient tokenClient, UserModel user)
            implements Verification {

        @Override
        public Optional<ApiToken> token() {
            return Optional.of(apiToken);
        }

        /** The client that the API token was issued for. */
        public ClientModel client() {
            return tokenClient.client();
        }
    }

    /** The API token is not active now. */
    record Rejected(Reason reason, Optional<ApiToken> token) implements Verification {}

    /** Why an API token is not active, with the error that Keycloak's events have for it. */
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
