/**
 * What an API token is: its secret, its store, the one verifier that answers 'valid, or why not', and the one
 * revocation. Nothing here knows a door or a policy.
 */
package io.apitokens.keycloak.model;
