package io.apitokens.keycloak.diagnosis;

/** The checks of a diagnosis, in their order. Those of the verifier have the same names there. */
public enum Check {
    /** The realm has an API token with this secret, or of this derived JWT. */
    TOKEN,
    /** The realm is enabled. */
    REALM,
    /** The API token and its secret are active. */
    STATE,
    /** The token client allows it. */
    CLIENT,
    /** The user allows it. */
    USER,
    /** Keycloak accepts the derived JWT. */
    JWT,
    /** The API can introspect tokens. */
    API,
    /** The API is in the audience. */
    AUDIENCE,
    /** The token has the scope that the API needs. */
    SCOPE
}
