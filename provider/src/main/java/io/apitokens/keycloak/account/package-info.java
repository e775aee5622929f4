/**
 * The account REST API, with which users look after their own API tokens, and the endpoints for an API token itself
 * and for leaked secrets. This package may use all packages below, and no other endpoint of the extension.
 */
package io.apitokens.keycloak.account;
