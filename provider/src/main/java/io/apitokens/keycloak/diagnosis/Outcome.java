package io.apitokens.keycloak.diagnosis;

/** The outcome of a check. */
public enum Outcome {
    PASSED,
    FAILED,
    /** An earlier check did not pass. */
    SKIPPED,
    /** The caller may not know. */
    HIDDEN
}
