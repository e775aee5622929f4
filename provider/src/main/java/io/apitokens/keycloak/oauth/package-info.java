/**
 * This package accepts API tokens at Keycloak's OAuth endpoints: exchange, refresh, introspection, revocation and
 * userinfo. Its classes are thin adapters on Keycloak's own classes, and delegate to them all tokens that are not API
 * tokens (law 9). The package may use every layer below the endpoints, and no other endpoint of the extension.
 */
package io.apitokens.keycloak.oauth;
