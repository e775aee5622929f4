/**
 * What happens to API tokens without a request: expiry, the end of unused ones, cleaning, notices, and the removal of
 * users, clients and realms. This package may use all packages below; nothing uses it.
 */
package io.apitokens.keycloak.lifecycle;
