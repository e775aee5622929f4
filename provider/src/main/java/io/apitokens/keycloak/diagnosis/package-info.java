/**
 * Explains why an API refuses an API token or a derived JWT. It asks the verifier and Keycloak's introspection, and
 * records nothing. This package may use {@code claims} and the packages below.
 */
package io.apitokens.keycloak.diagnosis;
