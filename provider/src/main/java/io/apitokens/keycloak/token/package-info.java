/**
 * This package has the values that describe an API token: its secret, label, scope, rotation and revocation, and the
 * client that it is issued for. They depend on Keycloak's models, but not on the store or on services. The package uses
 * no other package of the extension.
 */
package io.apitokens.keycloak.token;
