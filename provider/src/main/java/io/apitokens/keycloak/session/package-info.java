/** Keeps derived sessions and logins apart in the session stores of Keycloak. */
package io.apitokens.keycloak.session;
