package io.apitokens.keycloak.event;

import io.apitokens.keycloak.token.ApiToken;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

/** Describes API tokens in Keycloak's user events, as credentials of their users. Events never have a secret. */
public final class ApiTokenEvent {

    /** Value of {@link Details#CREDENTIAL_TYPE}. */
    public static final String CREDENTIAL_TYPE = "api-token";

    /** Detail: public id. */
    public static final String ID = "api_token_id";

    /** Detail: label. */
    public static final String LABEL = "api_token_label";

    /** Detail: OAuth client_id of the token client. */
    public static final String CLIENT = "api_token_client";

    /** Detail of minting and rotating: expiry in epoch milliseconds; absent if the API token never expires. */
    public static final String EXPIRES = "api_token_expires";

    /** Detail of minting and rotating: id of the admin who acted on behalf of the user. */
    public static final String ADMIN = "api_token_admin";

    /** Detail of a refusal: id of the admin who impersonates the user, in addition to Keycloak's own details. */
    public static final String IMPERSONATOR_ID = "impersonator_id";

    /** Detail of a refusal: internal id of the client of the impersonated login. */
    public static final String IMPERSONATOR_CLIENT = "impersonator_client";

    /**
     * Detail of a revocation: {@code user}, {@code client} or {@code admin}; absent if the server ended it. Detail of a
     * rotation: {@link #ITSELF}; absent if a person did it.
     */
    public static final String ACTOR = "api_token_actor";

    /** Detail of a rotation: {@code true} if it repeats one whose answer was lost; absent otherwise. */
    public static final String REPETITION = "api_token_repetition";

    /** Value of {@link #ACTOR}: the API token rotated itself. */
    public static final String ITSELF = "api_token";

    /** Detail of a revocation: comment of an admin. */
    public static final String COMMENT = "api_token_comment";

    /** Detail of a revocation: number of refresh tokens that ended with the API token. */
    public static final String REFRESH_TOKENS = "refresh_tokens";

    /** Value of {@link Details#ACTION}: Keycloak has one event type for a new and for a changed credential. */
    public static final String MINT = "mint";

    /** Value of {@link Details#ACTION}. */
    public static final String CHANGE = "change";

    /** Value of {@link Details#ACTION}. */
    public static final String ROTATE = "rotate";

    /**
     * Value of {@link Details#ACTION}: a previous secret was used after its end, or an API token tried to rotate itself
     * with one, which may still be in its grace period.
     */
    public static final String LATE_USE = "late_use";

    /** Value of {@link Details#ACTION}. */
    public static final String REVOKE = "revoke";

    private static final int REPLACEMENT = '\uFFFD';

    private ApiTokenEvent() {}

    /** Begins an event about an API token that is not known yet. */
    public static EventBuilder begin(EventBuilder event, EventType type, String action) {
        return event.event(type)
                .detail(Details.CREDENTIAL_TYPE, CREDENTIAL_TYPE)
                .detail(Details.ACTION, action);
    }

    /** Adds the details that identify an API token. */
    public static EventBuilder identify(EventBuilder event, RealmModel realm, ApiToken token) {
        ClientModel client = realm.getClientById(token.clientId());
        return event.detail(ID, token.id())
                .detail(LABEL, storable(token.label().value()))
                .detail(CLIENT, client == null ? token.clientId() : client.getClientId());
    }

    /**
     * Adds the details that identify an API token, and those that Keycloak's own listeners understand. The label is not
     * among the latter: with the feature {@code ssf}, Keycloak would send it to receivers of events.
     */
    public static EventBuilder describe(EventBuilder event, RealmModel realm, ApiToken token) {
        return identify(event, realm, token)
                .user(token.userId())
                .detail(Details.SELECTED_CREDENTIAL_ID, token.id())
                .detail(Details.CREDENTIAL_ID, token.id());
    }

    /** Like {@link #describe}, for a new secret: adds until when it is valid. */
    public static EventBuilder describeWithExpiry(EventBuilder event, RealmModel realm, ApiToken token) {
        token.expiry().ifPresent(expiry -> event.detail(EXPIRES, Long.toString(expiry)));
        return describe(event, realm, token);
    }

    /**
     * Replaces characters beyond the Basic Multilingual Plane, such as emoji. On MySQL and MariaDB, Keycloak's table of
     * events cannot store them, and the request would fail.
     */
    public static String storable(String text) {
        return text.codePoints()
                .map(c -> Character.isBmpCodePoint(c) ? c : REPLACEMENT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
