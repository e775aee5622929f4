/**
 * This package is the one place that decides whether an API token is valid, also for its derived tokens (law 4). All
 * doors use it. It may use {@code session}, {@code store} and the layers below them.
 */
package io.apitokens.keycloak.verification;
