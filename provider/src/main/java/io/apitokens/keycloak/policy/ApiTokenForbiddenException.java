package io.apitokens.keycloak.policy;

import java.util.Map;

import org.keycloak.events.EventBuilder;
import org.keycloak.models.ModelException;

/** The policy or law 8 forbids the request. Nothing was changed. */
public final class ApiTokenForbiddenException extends ModelException {

    /** Transient, because Keycloak does not serialize exceptions. */
    private final transient Map<String, String> details;

    private ApiTokenForbiddenException(String messageKey) {
        this(messageKey, Map.of());
    }

    private ApiTokenForbiddenException(String messageKey, Map<String, String> details) {
        super(messageKey);
        this.details = details;
    }

    static ApiTokenForbiddenException mintingDisabled() {
        return new ApiTokenForbiddenException("apiTokenMintingDisabled");
    }

    static ApiTokenForbiddenException roleRequired() {
        return new ApiTokenForbiddenException("apiTokenRoleRequired");
    }

    static ApiTokenForbiddenException noLogin() {
        return new ApiTokenForbiddenException("apiTokenNoLogin");
    }

    static ApiTokenForbiddenException selfRotationDisabled() {
        return new ApiTokenForbiddenException("apiTokenSelfRotationDisabled");
    }

    static ApiTokenForbiddenException selfRotationExpiry() {
        return new ApiTokenForbiddenException("apiTokenSelfRotationExpiry");
    }

    static ApiTokenForbiddenException secretReplaced() {
        return new ApiTokenForbiddenException("apiTokenSecretReplaced");
    }

    static ApiTokenForbiddenException userLocked() {
        return new ApiTokenForbiddenException("apiTokenUserLocked");
    }

    static ApiTokenForbiddenException actor(Actor actor) {
        return new ApiTokenForbiddenException(actor.refusal(), actor.details());
    }

    /** Adds the actor in place of the user to an event, if there is one. */
    public void describe(EventBuilder event) {
        details.forEach(event::detail);
    }
}
