/**
 * This package does the scheduled work on API tokens (expiry, the end of unused ones, cleanup and notices), and reacts
 * to the removal of users, clients and realms. It may use every layer below the endpoints; no package uses it.
 */
package io.apitokens.keycloak.lifecycle;
