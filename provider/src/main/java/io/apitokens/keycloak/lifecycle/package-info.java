/**
 * Scheduled work on API tokens: expiry, the end of unused ones, cleaning and notices; and the removal of users, clients
 * and realms. This package may use all packages below; no package uses it.
 */
package io.apitokens.keycloak.lifecycle;
