/**
 * This package manages the sessions that belong to API tokens. The derived session is the API token's alone (law 3):
 * the package creates, renews and ends it, marks and seals its tokens, and keeps logins away from its id. It also ends
 * the granting session. It may use {@code store} and the layers below it.
 */
package io.apitokens.keycloak.session;
