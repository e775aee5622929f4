/**
 * The one place that decides whether an API token is valid, or why not; derived tokens ask it as well (law 4). All
 * doors use it. It may use {@code session}, {@code store} and the packages below.
 */
package io.apitokens.keycloak.verification;
