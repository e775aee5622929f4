/** API tokens as bearer tokens (RFC 6750) at Keycloak's own endpoints, and what they cannot do there. */
package io.apitokens.keycloak.doors;
