/**
 * This package computes the claims of an API token from its current client scopes and mappers, and keeps its derived
 * tokens within them (laws 5 and 6). Claims are evaluated at each use and never stored. The package may use {@code
 * policy}, {@code verification}, {@code session} and the layers below them.
 */
package io.apitokens.keycloak.claims;
