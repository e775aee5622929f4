/**
 * This package is the one way to end an API token (law 2), for all endpoints and tasks. It marks the row, ends the
 * sessions and sends the event. It may use {@code session}, {@code store} and the layers below them.
 */
package io.apitokens.keycloak.revocation;
