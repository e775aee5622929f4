package io.apitokens.keycloak.memo;

import java.util.Locale;

/** Tells whether an introspection reused an evaluation, and if not, why nothing was kept. */
public enum Outcome {
    /** An earlier evaluation was reused. */
    HIT,
    /** Evaluated, and kept for the next introspections. */
    KEPT,
    /** The client that asked is not in the audience. */
    AUDIENCE,
    /** The client requested the member {@code jwt}, which is signed anew each time. */
    JWT,
    /** The provider option switches it off. */
    OFF,
    /** Keycloak's caches are not the ones that this version knows. */
    CACHE,
    /** The user is federated, is not cached, or was changed by this request. */
    USER,
    /** A client is federated or not cached, or its URLs depend on the host of the admin console. */
    CLIENT,
    /** A protocol mapper may say something else the next time. */
    MAPPER,
    /** A claim names an organization, whose state and members Keycloak checks at each introspection. */
    ORGANIZATION,
    /** The evaluation queried the database, past Keycloak's caches. */
    SQL,
    /** Something in a realm changed during the evaluation, or before it in the same request. */
    CHANGED,
    /** The answer is too large, or a mapper changed a member that differs for each API token. */
    FORM;

    /** Returns the fixed word for metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
