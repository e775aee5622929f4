/**
 * The doors of law 11: the Keycloak endpoints that accept API tokens and derived tokens as bearer tokens (RFC 6750).
 * All other endpoints refuse them. This package may use all packages below, and no other endpoint of the extension.
 */
package io.apitokens.keycloak.doors;
