/**
 * What an API token means now: the claims that its client scopes and mappers give it, and the bounds that they set to
 * its derived tokens (laws 5 and 6). Claims are evaluated at each use, never stored. This package may use
 * {@code policy}, {@code verification}, {@code session} and the packages below.
 */
package io.apitokens.keycloak.claims;
