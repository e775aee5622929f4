package io.apitokens.keycloak.bench;

/**
 * The one valid answer. Any other fails the run.
 *
 * @param text that the body contains once; null where there is no body
 */
record Expected(int status, String text) {}
