/**
 * This package has what HTTP endpoints share: bodies, errors, representations, and the endpoint that a request has
 * reached. It may use {@code policy}, {@code verification} and the layers below them. It knows none of its endpoints.
 */
package io.apitokens.keycloak.rest;
