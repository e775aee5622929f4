/** API tokens at Keycloak's standard OAuth endpoints: thin adapters on Keycloak's own classes. */
package io.apitokens.keycloak.oauth;
