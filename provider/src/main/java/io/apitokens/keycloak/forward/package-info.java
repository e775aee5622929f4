/**
 * This package is the endpoint for forward authentication: a proxy asks Keycloak about each request before it passes
 * the request on. The package may use {@code rest}, {@code claims} and the layers below them, and finds introspection
 * through Keycloak's SPI.
 */
package io.apitokens.keycloak.forward;
