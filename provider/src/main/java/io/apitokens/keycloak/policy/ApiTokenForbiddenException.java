package io.apitokens.keycloak.policy;

import java.util.Map;

import org.keycloak.events.EventBuilder;
import org.keycloak.models.ModelException;

/** The policy does not let this user do it, or law 8 does not. Nothing was changed. */
public final class ApiTokenForbiddenException extends ModelException {

    /** Not serialized, as Keycloak serializes no exception. */
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

    static ApiTokenForbiddenException userLocked() {
        return new ApiTokenForbiddenException("apiTokenUserLocked");
    }

    static ApiTokenForbiddenException actor(Actor actor) {
        return new ApiTokenForbiddenException(actor.refusal(), actor.details());
    }

    /** Adds to an event who acted in place of the user, if somebody did. */
    public void describe(EventBuilder event) {
        details.forEach(event::detail);
    }
}
