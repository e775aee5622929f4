/**
 * API tokens at Keycloak's OAuth endpoints: exchange, refresh, introspection, revocation and userinfo. The classes
 * are thin adapters on Keycloak's own and delegate to them for whatever is not an API token (law 9). This package may
 * use all packages below, and no other endpoint of the extension.
 */
package io.apitokens.keycloak.oauth;
