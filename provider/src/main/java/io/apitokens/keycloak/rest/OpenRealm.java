package io.apitokens.keycloak.rest;

import java.util.Optional;

import jakarta.ws.rs.ForbiddenException;

import org.keycloak.OAuthErrorException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Requires that the realm is enabled, and HTTPS if the realm requires it. */
public final class OpenRealm {

    private OpenRealm() {}

    /** @throws ForbiddenException if the realm does not accept the request */
    public static void require(KeycloakSession session) {
        refusal(session).ifPresent(refusal -> {
            throw new ForbiddenException(refusal.description());
        });
    }

    /** Returns the reason why the realm does not accept the request; empty if it does. */
    public static Optional<Refusal> refusal(KeycloakSession session) {
        RealmModel realm = session.getContext().getRealm();
        boolean secure =
                "https".equals(session.getContext().getUri().getBaseUri().getScheme());
        if (!secure && realm.getSslRequired().isRequired(session.getContext().getConnection())) {
            return Optional.of(Refusal.HTTPS_REQUIRED);
        }
        return realm.isEnabled() ? Optional.empty() : Optional.of(Refusal.DISABLED);
    }

    /** The reason why a realm does not accept a request, with the error for OAuth endpoints. */
    public enum Refusal {
        HTTPS_REQUIRED(OAuthErrorException.INVALID_REQUEST, "HTTPS required"),
        DISABLED(OAuthErrorException.ACCESS_DENIED, "Realm not enabled");

        private final String error;
        private final String description;

        Refusal(String error, String description) {
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
