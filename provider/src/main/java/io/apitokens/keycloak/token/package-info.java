/**
 * The values that describe an API token: its secret, label, scope, rotation and revocation, and the client that it is
 * issued for. They know Keycloak's models, and neither the store nor any service. This package uses no other package
 * of the extension.
 */
package io.apitokens.keycloak.token;
