/**
 * This package opens the doors of law 11: the Keycloak endpoints that accept API tokens and derived tokens as bearer
 * tokens (RFC 6750). All other endpoints refuse them. The package may use every layer below the endpoints, and no other
 * endpoint of the extension.
 */
package io.apitokens.keycloak.doors;
