package io.apitokens.keycloak.diagnosis;

/** A check and its result. */
public record Step(Check check, Finding finding) {}
