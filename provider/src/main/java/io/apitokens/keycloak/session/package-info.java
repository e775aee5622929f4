/**
 * The sessions that belong to API tokens. The derived session is the API token's alone (law 3): this package makes,
 * renews and ends it, marks and seals the tokens that are issued in it, and keeps logins away from its id. It also
 * ends the granting session. It may use {@code store} and the packages below.
 */
package io.apitokens.keycloak.session;
