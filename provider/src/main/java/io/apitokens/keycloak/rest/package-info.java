/**
 * What the HTTP endpoints share: bodies, errors, representations, and the endpoint that a request has reached. This
 * package may use {@code policy}, {@code verification} and the packages below. It knows none of its endpoints.
 */
package io.apitokens.keycloak.rest;
