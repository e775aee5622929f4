/**
 * The one way in which an API token ends (law 2), whichever door asks for it. It marks the row, ends the sessions and
 * emits the event. It may use {@code session}, {@code store} and the packages below.
 */
package io.apitokens.keycloak.revocation;
