/**
 * This package is the account REST API, with which users manage their own API tokens, and has the endpoints for an API
 * token itself and for leaked secrets. It may use every layer below the endpoints, and no other endpoint of the
 * extension.
 */
package io.apitokens.keycloak.account;
