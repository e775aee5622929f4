/**
 * This package lets introspections reuse an earlier evaluation while Keycloak's realm and user caches do not change
 * (law 5). Each use reads the row of the API token, which is never kept (law 1). docs/performance.md explains why a
 * reused evaluation is as live as Keycloak's caches. The package may use {@code verification} and the layers below it.
 */
package io.apitokens.keycloak.memo;
